package io.dealstream.testing;

import java.io.IOException;
import java.nio.file.Path;

/// A [BrokerProcess] for programs that are not written in Java, such as those in `bench/`: prints its address and runs
/// until its input ends.
final class BrokerMain {

    private BrokerMain() {}

    /// Runs a broker.
    ///
    /// @param args an empty folder for its data
    public static void main(String[] args) throws IOException {
        try (BrokerProcess broker = BrokerProcess.started(Path.of(args[0]))) {
            System.out.println(broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // whoever started it is still there
            }
        }
    }
}
