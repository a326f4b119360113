package io.dealstream.local;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;

/// A health score from 0 to 100, with one decimal.
record Score(BigDecimal value) {

    static Score random(Random random) {
        return new Score(BigDecimal.valueOf(random.nextInt(300, 960), 1));
    }

    static Score average(List<Score> scores) {
        BigDecimal sum = scores.stream().map(Score::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Score(sum.divide(BigDecimal.valueOf(scores.size()), 1, RoundingMode.HALF_UP));
    }

    String grade() {
        int points = value.intValue();
        return points >= 80 ? "A" : points >= 65 ? "B" : points >= 50 ? "C" : points >= 40 ? "D" : "F";
    }
}
