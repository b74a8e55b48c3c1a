using System.Text.Json;
using Likeness.Models;
using Likeness.Models.Trees;
using Likeness.Models.Trees.Boosted;
using Likeness.Tests.House;
using Likeness.Trees;

namespace Likeness.Tests.Models.Trees;

/// <summary>The classifier of a cell gives the log-odds of scikit-learn's (tests/golden/boosted_cells.py).</summary>
public sealed class BoostedCellGoldenTests
{
    private static readonly Golden Table = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/boosted_cells.json"),
        JsonSerializerOptions.Web
    )!;

    private static readonly Predictor[] Predictors = [.. Table.Features.Select(ToPredictor)];

    [Fact]
    public void LogOddsAreThoseOfScikitLearn()
    {
        var boosting = Boosting();
        var trees = new TreeList();
        boosting.Fit(Table.Rounds, null).ForEach(tree => trees.Add(tree));
        double[] scores = new double[Table.Upper.Length];
        Array.Fill(scores, boosting.Baseline);
        byte[] columns = [.. Predictors.SelectMany(predictor => predictor.Bins)];
        int[] rows = [.. Enumerable.Range(0, scores.Length)];
        trees.ToPacked().AddTo(0, Table.Rounds, columns, scores.Length, rows, scores);
        for (int row = 0; row < scores.Length; row++)
        {
            Assert.Equal(Table.Scores[row], scores[row], 1e-5);
        }
    }

    [Fact]
    public void LossesOfValidationRowsAreThoseOfTheScores()
    {
        int[] rows = [.. Enumerable.Range(0, Table.Upper.Length)];
        var held = new HeldRows(rows, Table.Upper, new double[Table.Rounds + 1]);
        Boosting().Fit(Table.Rounds, held);
        double expected = rows.Sum(row =>
            Math.Log(1 + Math.Exp(Table.Upper[row] ? -Table.Scores[row] : Table.Scores[row]))
        );
        Assert.Equal(expected, held.Losses[^1], 1e-4);
        Assert.True(held.Losses[^1] < held.Losses[0]);
    }

    private static NodeBoosting Boosting() =>
        new(
            Predictors,
            [.. Enumerable.Range(0, Table.Upper.Length)],
            Table.Upper,
            new BoostedTreesOptions
            {
                Rounds = Table.Rounds,
                LearningRate = Table.Rate,
                MaxLeaves = Table.Leaves,
                MinRowsPerLeaf = Table.LeafRows,
                L2 = Table.L2,
            },
            ColumnBins.MaxCount,
            CancellationToken.None
        );

    private static Predictor ToPredictor(float?[] feature)
    {
        float[] values = Array.ConvertAll(feature, value => value ?? float.NaN);
        var levels = ColumnLevels.Create(values, new ModelDimension("feature", 60) { MayBeMissing = true });
        byte[] bins = Array.ConvertAll(values, value => levels.Bin(levels.Code(value), value));
        return new Predictor(bins, levels.Bins, false);
    }

    private sealed record Golden(
        int Rounds,
        int Leaves,
        double Rate,
        int LeafRows,
        double L2,
        float?[][] Features,
        bool[] Upper,
        double[] Scores
    );
}
