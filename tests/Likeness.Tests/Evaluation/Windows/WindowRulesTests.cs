using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Verdicts;
using Likeness.Evaluation.Windows;

namespace Likeness.Tests.Evaluation.Windows;

public sealed class WindowRulesTests
{
    [Fact]
    public void Folds_are_contiguous_and_keep_blocks_whole()
    {
        int[] blocks = [.. Enumerable.Range(0, 137).Select(i => i / 9)];
        int[][] folds = Rows(blocks).FoldRows();
        Assert.Equal(Enumerable.Range(0, 137), folds.SelectMany(fold => fold));
        Assert.All(folds, fold => Assert.InRange(fold.Length, 18, 36));
        Assert.Equal(blocks.Distinct().Count(), folds.Sum(fold => fold.Select(row => blocks[row]).Distinct().Count()));
    }

    [Fact]
    public void Contiguous_blocks_are_equally_long()
    {
        int[] blocks = WindowRows.Contiguous(500);
        Assert.Equal(25, blocks.Distinct().Count());
        Assert.All(blocks.CountBy(block => block), pair => Assert.Equal(20, pair.Value));
    }

    [Fact]
    public void An_area_is_the_fraction_of_ordered_pairs_and_its_resamples_keep_blocks_whole()
    {
        var scores = new ClassifierScores([0.1, 0.4, 0.4], [0, 0, 1], [0.3, 0.4, 0.9], [5, 7, 7]);
        Assert.Equal(6.0 / 9, scores.Auc, 1e-12);
        double[] areas = scores.Bootstrap(200, i => new PhiloxRandom(1, (ulong)i));
        // By block: real {0.1, 0.4} or {0.4}, generated {0.3} or {0.4, 0.9}.
        Assert.Contains(areas, area => Math.Abs(area - 0) < 1e-12);
        Assert.Contains(areas, area => Math.Abs(area - 0.875) < 1e-12);
        Assert.All(areas, area => Assert.InRange(area, 0, 0.875));
    }

    [Theory]
    [InlineData(0.7, 0.66, SimilarityLevel.Indistinguishable)]
    [InlineData(0.58, 0.52, SimilarityLevel.Close)]
    [InlineData(0.75, 0.55, SimilarityLevel.Distinguishable)]
    [InlineData(0.81, 0.55, SimilarityLevel.Poor)]
    public void An_area_allows_a_level(double auc, double baseline, SimilarityLevel expected) =>
        Assert.Equal(expected, LevelRules.ForAuc(auc, new Interval(auc - 0.05, auc + 0.05), baseline));

    [Theory]
    [InlineData(1.5, SimilarityLevel.Indistinguishable)]
    [InlineData(2.1, SimilarityLevel.Close)]
    [InlineData(3.5, SimilarityLevel.Distinguishable)]
    [InlineData(4.5, SimilarityLevel.Poor)]
    public void A_model_is_placed_among_n_grams(double bits, SimilarityLevel expected) =>
        Assert.Equal(expected, LevelRules.ForLikelihood(bits, [4, 3, 2.5, 2, 2.2], 3));

    [Theory]
    [InlineData(0, 0, NoveltyLevel.New)]
    [InlineData(0, 2, NoveltyLevel.New)]
    [InlineData(0, 40, NoveltyLevel.NearCopies)]
    [InlineData(40, 40, NoveltyLevel.Copies)]
    public void Matches_are_judged_beside_those_of_test_windows(int exact, int near, NoveltyLevel expected) =>
        Assert.Equal(expected, CopyRules.Decide(Count(exact, 0), Count(near, 1), "windows", "").Level);

    [Fact]
    public void Test_data_of_the_training_data_leave_novelty_undetermined() =>
        Assert.Equal(NoveltyLevel.Undetermined, CopyRules.Decide(Count(90, 80), Count(90, 80), "windows", "").Level);

    private static MatchCount Count(int generated, int test) =>
        MatchCount.Fisher(
            [.. Enumerable.Range(0, 100).Select(i => i < generated)],
            [.. Enumerable.Range(0, 100).Select(i => i < test)]
        );

    private static WindowRows Rows(int[] blocks) =>
        new(new Table([new Column("x")], new double[blocks.Length]), blocks);
}
