using System.Globalization;
using System.Runtime.InteropServices;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables;
using Likeness.Models;
using Likeness.Models.Baselines;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.Models;

namespace Likeness.Tests.Runs;

/// <summary>A model after its last epoch is a function of the training rows; other rows may be anything.</summary>
public sealed class PoisonedRowsTests : IDisposable
{
    private const double Holdout = 0.25;
    private const ulong Seed = 7;

    private readonly TemporaryFolder folder = new();

    // These choose components or bandwidths by the validation rows.
    private static readonly string[] Choosing = ["ae", "gmm", "kde"];

    public static TheoryData<string> Models =>
        [.. LongTest.Some(ModelRegistry.Learning(typeof(Table)).Select(entry => entry.Name).Except(Choosing))];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(TransformKind.Auto, false)]
    [InlineData(TransformKind.Auto, true)]
    [InlineData(TransformKind.Logit, false)]
    [InlineData(TransformKind.Bins, false)]
    [InlineData(TransformKind.MinMax, false)]
    [InlineData(TransformKind.Log, false)]
    public void TheTransformIsAFunctionOfTheTrainingRows(TransformKind kind, bool standardised)
    {
        var settings = new TransformSettings(kind, Standardised: standardised);
        var (clean, poisoned) = (Load(poison: false), Load(poison: true));
        Assert.NotEqual(clean.Test.ToRowMajor(), poisoned.Test.ToRowMajor());
        Assert.Equal(clean.Train.ToRowMajor(), poisoned.Train.ToRowMajor());
        // How numbers are written is read from all rows; what is learned is not.
        Assert.Equal(clean.Train.Columns.Select(Learned), poisoned.Train.Columns.Select(Learned));
        Assert.NotNull(clean.Train.Columns[0].Grid);
        Assert.Equal(
            DataTransform.Fit(clean.Train, settings).ToJson().GetRawText(),
            DataTransform.Fit(poisoned.Train, settings).ToJson().GetRawText()
        );
    }

    private static object Learned(Column column) => (column.Name, column.Grid, column.Margin, column.Kind.Name);

    [Theory]
    [MemberData(nameof(Models))]
    public void SoAreTheWeightsAfterTheLastEpoch(string name)
    {
        var train = Toy.Arc(80);
        var validation = Toy.Arc(20, seed: 2);
        var wild = new Table(validation.Columns, [.. validation.ToRowMajor().Select(value => (1000 * value) + 0.123)]);
        Assert.Equal(Weights(validation), Weights(wild));

        byte[] Weights(Table others)
        {
            using var trained = new Trained(name, train, epochs: 2, others);
            return
            [
                .. trained.State.Evaluated.Parameters.SelectMany(parameter =>
                    MemoryMarshal.AsBytes(parameter.Values).ToArray()
                ),
            ];
        }
    }

    // Integers, tenths, a fraction, and a column that is constant in the training rows.
    private DataSplit<Table> Load(bool poison)
    {
        var lines = new List<string> { "whole,tenths,fraction,same" };
        var split = new SplitSettings(Holdout, 0.1, Seed);
        int[] train = split.Split(120, "rows").Train;
        for (int i = 0; i < 120; i++)
        {
            double[] row = [10 + (i * i % 61), 1 + (i % 23 / 10.0), 0.5 + (Math.Sin(i) / 2), 3];
            row = poison && !train.Contains(i) ? Array.ConvertAll(row, value => (1000 * value) + 0.123) : row;
            lines.Add(string.Join(',', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        }

        string file = folder.At($"{poison}.csv");
        File.WriteAllLines(file, lines);
        return new TableModality().Read(DataSource.FromFiles(file), new GaussianOptions(), split);
    }
}
