'use strict';
// Each request gets a Kafka consumer of its own: that is how the library works.
const http = require('http');
const kafkaSse = require('kafka-sse');

const quiet = () => {};
const logger = { child: () => logger, trace: quiet, debug: quiet, info: quiet, warn: quiet, error: console.error };
const options = { kafkaConfig: { 'metadata.broker.list': process.env.BROKERS }, logger, disableSSEFormatting: false };

http.createServer((request, response) => {
    if (request.url === '/ready') {
        response.writeHead(204).end();
    } else {
        kafkaSse(request, response, [request.url.slice(1)], options).catch((error) => console.error(error));
    }
}).listen(Number(process.env.PORT), '127.0.0.1', 1024);
