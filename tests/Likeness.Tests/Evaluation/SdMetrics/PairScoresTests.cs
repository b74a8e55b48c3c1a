using Likeness.Evaluation.SdMetrics;

namespace Likeness.Tests.Evaluation.SdMetrics;

public sealed class PairScoresTests
{
    [Fact]
    public void The_maximum_and_missing_values_share_the_eleventh_bin()
    {
        double[] column = [0, 0.99, 1, 5, 9.99, 10, double.NaN];
        Assert.Equal([1, 1, 2, 6, 10, 11, 11], PairScores.Labels(column));
        Assert.Equal([6, 6], PairScores.Labels([4.0, 4]));
    }

    [Fact]
    public void The_association_of_a_column_with_itself_is_one_and_of_one_level_undefined()
    {
        int[] first = [0, 1, 2, 0, 1, 2];
        Assert.Equal(1, PairScores.CramersV(first, first), 1e-12);
        Assert.Equal(0, PairScores.CramersV([0, 0, 1, 1], [0, 1, 0, 1]), 1e-12);
        Assert.True(double.IsNaN(PairScores.CramersV([0, 0, 0], [0, 1, 2])));
    }

    [Fact]
    public void Correlations_of_constant_columns_are_undefined()
    {
        Assert.True(double.IsNaN(PairScores.Correlation([1.0, 1, double.NaN], [1.0, 2, 3])));
        Assert.Equal(-1, PairScores.Correlation([1.0, 2, double.NaN], [3.0, 1, 7]), 1e-12);
    }
}
