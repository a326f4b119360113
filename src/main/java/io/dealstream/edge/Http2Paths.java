package io.dealstream.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;

/// Puts the targets of HTTP/2 requests into the spelling of RFC 3986. Otherwise a malformed target would end
/// its stream without an answer. [GateRefusals] deals with paths that are not in normal form.
final class Http2Paths extends Http2FrameListenerDecorator {

    private final Http2ConnectionDecoder decoder;

    private Http2Paths(Http2ConnectionDecoder decoder, Http2FrameListener listener) {
        super(listener);
        this.decoder = decoder;
    }

    /// Makes everything that is read on a connection pass through this class first.
    static void watch(Http2ConnectionDecoder decoder) {
        if (!(decoder.frameListener() instanceof Http2Paths)) {
            decoder.frameListener(new Http2Paths(decoder, decoder.frameListener()));
        }
    }

    /// Puts this class back into place: a connection begins with settings, and their reader installs another
    /// listener.
    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        super.onSettingsRead(context, settings);
        watch(decoder);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int stream, Http2Headers headers, int padding, boolean end)
            throws Http2Exception {
        respell(headers);
        super.onHeadersRead(context, stream, headers, padding, end);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end)
            throws Http2Exception {
        respell(headers);
        super.onHeadersRead(context, stream, headers, dependency, weight, exclusive, padding, end);
    }

    static void respell(Http2Headers headers) {
        CharSequence path = headers.path();
        if (path == null || path.isEmpty() || path.charAt(0) != '/') {
            return;
        }
        String sent = path.toString();
        int question = sent.indexOf('?');
        String spelled = question < 0
                ? Spelling.ofPath(sent)
                : Spelling.ofPath(sent.substring(0, question)) + '?' + Spelling.ofQuery(sent.substring(question + 1));
        if (!spelled.equals(sent)) {
            headers.path(spelled);
        }
    }
}
