using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Modalities.Tables.Datasets;

namespace Likeness.Tests.Data.Transforms;

public class AutomaticKindTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(20260727, 1).WithMaxTest(200);

    [Fact]
    public void Every_column_of_pi_is_a_logit_and_standardised_where_a_model_wants_it()
    {
        var pi = DatasetRegistry.Find("pi").Load(seed: 0);
        var transform = DataTransform.Fit(pi);
        Assert.Equal(DataTransform.Fit(pi, new TransformSettings(TransformKind.Logit)).Columns, transform.Columns);
        Assert.All(transform.Columns, column => Assert.Equal((0.0, 1.0), (column.Mean, column.Deviation)));
        AssertStandard(DataTransform.Fit(pi, new TransformSettings(Standardised: true)), pi, 0.06f);
    }

    [Theory]
    [InlineData(TransformKind.Standardise, "normal")]
    [InlineData(TransformKind.Standardise, "uniform")]
    [InlineData(TransformKind.Log, "log-normal")]
    [InlineData(TransformKind.Log, "wide counts")]
    [InlineData(TransformKind.Asinh, "Cauchy")]
    [InlineData(TransformKind.Logit, "share")]
    [InlineData(TransformKind.Logit, "bytes")]
    public void The_column_decides(TransformKind expected, string shape)
    {
        var table = Shape(shape);
        var transform = DataTransform.Fit(table);
        Assert.Equal(expected, transform.Columns[0].Kind);
        AssertStandard(DataTransform.Fit(table, new TransformSettings(Standardised: true)), table, 0.06f);
    }

    [Fact]
    public void Explicit_kinds_are_as_they_were()
    {
        var logit = DataTransform.Fit(Shape("bytes"), new TransformSettings(TransformKind.Logit)).Columns[0];
        Assert.Equal((0.0, 1.0), (logit.Mean, logit.Deviation));
        Assert.Equal((-0.5, 256.0), (logit.Shift, logit.Scale));
        var standard = DataTransform.Fit(Shape("normal"), new TransformSettings(TransformKind.Standardise)).Columns[0];
        Assert.Equal((0.0, 1.0), (standard.Mean, standard.Deviation));
    }

    [Fact]
    public void Log_and_asinh_go_there_and_back_and_their_slopes_are_the_numerical_ones() =>
        Prop.ForAll(
                Gen.Choose(-4000, 4000).Select(i => i / 1000.0).ToArbitrary(),
                Gen.Elements(TransformKind.Log, TransformKind.Asinh).ToArbitrary(),
                Gen.Elements("log-normal", "wide counts", "Cauchy", "normal").ToArbitrary(),
                (z, kind, shape) =>
                {
                    var column = DataTransform.Fit(Shape(shape), new TransformSettings(kind)).Columns[0];
                    double value = column.Inverse(z, continuous: true);
                    Assert.Equal(z, column.Forward(value), 1e-9);
                    double h = 1e-4;
                    double slope =
                        (column.Inverse(z + h, continuous: true) - column.Inverse(z - h, continuous: true)) / (2 * h);
                    Assert.Equal(-Math.Log(slope), column.LogDerivative(value), 1e-5);
                }
            )
            .Check(Fixed);

    [Theory]
    [InlineData(TransformKind.Log)]
    [InlineData(TransformKind.Asinh)]
    public void Far_out_values_stay_finite_both_ways(TransformKind kind)
    {
        var column = DataTransform.Fit(Shape("log-normal"), new TransformSettings(kind)).Columns[0];
        foreach (double z in new[] { double.NegativeInfinity, -1e30, 1e30, double.PositiveInfinity })
        {
            Assert.True(double.IsFinite(column.Inverse(z, continuous: true)));
            Assert.InRange(column.Inverse(z, continuous: false), column.Minimum, column.Maximum);
        }

        foreach (double value in new[] { -1e300, 0, 1e300 })
        {
            Assert.True(double.IsFinite(column.Forward(value)));
        }

        Assert.Equal(kind == TransformKind.Log, double.IsNegativeInfinity(column.LogDerivative(-1)));
        Assert.True(double.IsNaN(column.Forward(double.NaN)));
    }

    [Fact]
    public void Log_of_counts_is_that_of_one_more()
    {
        var table = new Table(
            [new Column("n", new Grid(0, 1, 9000))],
            [.. Enumerable.Range(0, 90).Select(i => (double)i * i)]
        );
        var column = DataTransform.Fit(table, new TransformSettings(TransformKind.Log)).Columns[0];
        double log = Math.Log(1 + 49.0);
        Assert.Equal((log - column.Mean) / column.Deviation, column.Forward(49), 1e-12);
        Assert.True(double.IsFinite(column.LogDerivative(column.Spread(0, 0))));
    }

    [Fact]
    public void Json_keeps_them_and_reads_what_older_programs_wrote()
    {
        var transform = DataTransform.Fit(Shape("log-normal"));
        string json = transform.ToJson().GetRawText();
        Assert.Equal(transform.Columns, DataTransform.FromJson(Parse(json)).Columns);
        var plain = DataTransform.Fit(Shape("bytes"), new TransformSettings(TransformKind.Logit));
        string old = plain.ToJson().GetRawText().Replace(",\"mean\":0,\"deviation\":1", "", StringComparison.Ordinal);
        Assert.DoesNotContain("deviation", old, StringComparison.Ordinal);
        Assert.Equal(plain.Columns, DataTransform.FromJson(Parse(old)).Columns);

        static System.Text.Json.JsonElement Parse(string text) => System.Text.Json.JsonDocument.Parse(text).RootElement;
    }

    private static void AssertStandard(DataTransform transform, Table table, float tolerance)
    {
        int[] which = [.. Enumerable.Range(0, table.RowCount)];
        var z = new float[table.RowCount * transform.ModelDimensions];
        transform.Forward(table, which, z, new DequantisationNoise(1, 1));
        for (int dimension = 0; dimension < transform.ModelDimensions; dimension++)
        {
            float[] column = [.. which.Select(row => z[(row * transform.ModelDimensions) + dimension])];
            Assert.Equal(0, column.Average(), tolerance);
            Assert.Equal(1, Math.Sqrt(column.Average(x => (double)x * x)), tolerance);
        }
    }

    private static Table Shape(string name)
    {
        var random = new PhiloxRandom(4, 9);
        var grid = name switch
        {
            "wide counts" => new Grid(0, 1, 50_000),
            "bytes" => new Grid(0, 1, 256),
            _ => null,
        };
        Func<double> sample = name switch
        {
            "normal" => random.NextNormal,
            "uniform" => () => 7 * random.NextDouble(),
            "log-normal" => () => Math.Exp(random.NextNormal()),
            "wide counts" => () => Math.Min(49_999, Math.Round(Math.Exp(5 + (1.5 * random.NextNormal())))),
            "Cauchy" => () => Math.Tan(Math.PI * (random.NextDouble() - 0.5)),
            "share" => () => random.NextDouble() * random.NextDouble(),
            _ => () => random.NextInt(256),
        };
        double[] values = [.. Enumerable.Range(0, 2000).Select(_ => sample())];
        if (grid is not null)
        {
            (values[0], values[1]) = (0, grid.Count - 1);
        }

        return new Table([new Column("v", grid)], values);
    }
}
