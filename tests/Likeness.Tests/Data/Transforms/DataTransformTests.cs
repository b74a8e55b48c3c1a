using FsCheck;
using FsCheck.Fluent;
using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Tests.Data.Transforms;

public class DataTransformTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(20260727, 1).WithMaxTest(200);
    private static readonly int[] FirstRow = [0];

    [Fact]
    public void Inverse_gives_grid_values_back_exactly_whatever_the_noise() =>
        Prop.ForAll(
                Gen.Choose(2, 2000)
                    .SelectMany(count =>
                        Gen.Choose(1, 400).SelectMany(n => Gen.Choose(-500, 500).Select(first => (count, n, first)))
                    )
                    .ToArbitrary(),
                Gen.Elements(TransformKind.Auto, TransformKind.Standardise, TransformKind.MinMax).ToArbitrary(),
                (spec, kind) =>
                {
                    var grid = new Grid(spec.first / (double)spec.n, 1.0 / spec.n, spec.count);
                    double[] values =
                    [
                        .. Enumerable.Range(0, 50).Select(i => (double)(spec.first + (i * 37 % spec.count)) / spec.n),
                    ];
                    values[0] = grid.Value(0);
                    values[1] = grid.Value(spec.count - 1);
                    var table = new Table([new Column("v", grid)], values);
                    var transform = DataTransform.Fit(table, new TransformSettings(kind));
                    foreach (var noise in new DequantisationNoise?[] { null, new(1, 0), new(1, 7) })
                    {
                        Assert.Equal(values, transform.Inverse(Forward(transform, table, noise).Z).ToRowMajor());
                    }
                }
            )
            .Check(Fixed);

    [Theory]
    [InlineData(TransformKind.Auto)]
    [InlineData(TransformKind.Logit)]
    [InlineData(TransformKind.Standardise)]
    [InlineData(TransformKind.MinMax)]
    [InlineData(TransformKind.None)]
    public void Inverse_undoes_forward_on_continuous_columns(TransformKind kind)
    {
        double[] values = [-3.25, 0.5, 12.5, 0.25, 7.125, 1, 4, 0];
        var table = new Table([new Column("a"), new Column("b")], values);
        var transform = DataTransform.Fit(table, new TransformSettings(kind));
        var back = transform.Inverse(Forward(transform, table).Z, continuous: true).ToRowMajor();
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(values[i], back[i], 1e-4);
        }
    }

    [Fact]
    public void Log_jacobian_equals_a_numerical_derivative() =>
        Prop.ForAll(
                Gen.Choose(1, 9999).Select(i => i / 10000.0).ToArbitrary(),
                Gen.Elements(TransformKind.Logit, TransformKind.Standardise, TransformKind.MinMax, TransformKind.None)
                    .ToArbitrary(),
                Gen.Elements(new Column("unit"), new Column("grid", new Grid(-1, 0.25, 20)), new Column("free"))
                    .ToArbitrary(),
                (place, kind, column) =>
                {
                    var (low, high) =
                        column.Grid is { } grid ? (-1, grid.Value(grid.Count - 1))
                        : column.Name == "unit" ? (0.0, 1.0)
                        : (-40.0, 70.0);
                    double value = low + (place * (high - low));
                    var table = new Table([column], [low, high, (low + high) / 2]);
                    // A large λ, so that its contribution to the derivative is visible.
                    var transform = DataTransform.Fit(table, new TransformSettings(kind, Lambda: 0.05)).Columns[0];
                    double h = 1e-5 * (high - low) * Math.Min(place, 1 - place);
                    double slope = (transform.Forward(value + h) - transform.Forward(value - h)) / (2 * h);
                    Assert.Equal(Math.Log(slope), transform.LogDerivative(value), 1e-5);
                }
            )
            .Check(Fixed);

    [Fact]
    public void Log_jacobian_is_the_sum_over_columns_and_densities_integrate_over_the_cells()
    {
        // A uniform density on 4 bins of width 0.5 is 1 / 2 in data units, for any logit in between.
        var table = new Table(
            [new Column("a", new Grid(1, 0.5, 4)), new Column("b", new Grid(0, 1, 10))],
            [1, 0, 2.5, 9]
        );
        var transform = DataTransform.Fit(table);
        var (z, jacobian) = Forward(transform, table, new DequantisationNoise(3, 1));
        for (int row = 0; row < 2; row++)
        {
            double a = LogisticLogDensity(z[row * 2]) + LogisticLogDensity(z[(row * 2) + 1]);
            Assert.Equal(-Math.Log(2) - Math.Log(10), a + jacobian[row], 1e-4);
        }
    }

    [Fact]
    public void Cells_of_a_grid_fill_the_unit_interval()
    {
        var transform = DataTransform.Fit(new Table([new Column("g", new Grid(5, 2, 4))], [5, 11])).Columns[0];
        Assert.Equal(transform.Forward(transform.Spread(5, 0)), -transform.Forward(transform.Spread(11, 1)), 1e-9);
        Assert.Equal(Math.Log(1e-6) - Math.Log(1 - 1e-6), transform.Forward(transform.Spread(5, 0)), 1e-9);
        Assert.Equal(0, transform.Forward(transform.Spread(7, 1)), 1e-9);
        Assert.True(double.IsFinite(transform.LogDerivative(transform.Spread(5, 0))));
    }

    [Fact]
    public void Origins_logit_is_taken_of_raw_values_without_dequantisation()
    {
        var table = new Table([new Column("x", new Grid(0, 1.0 / 300, 300))], [0, 11 / 300.0, 299 / 300.0]);
        var (z, _) = Forward(DataTransform.Fit(table, new TransformSettings(Dequantise: false)), table);
        for (int i = 0; i < 3; i++)
        {
            double q = 1e-6 + ((1 - 2e-6) * table[i, 0]);
            Assert.Equal((float)(Math.Log(q) - Math.Log(1 - q)), z[i], 1e-5f);
        }
    }

    [Fact]
    public void Extremes_stay_finite_both_ways()
    {
        var table = new Table(
            [new Column("u"), new Column("g", new Grid(0, 1, 3)), new Column("s")],
            [0, 0, -5, 1, 2, 9]
        );
        var transform = DataTransform.Fit(table);
        var (z, jacobian) = Forward(transform, table);
        Assert.All(z, x => Assert.True(float.IsFinite(x)));
        Assert.All(jacobian, x => Assert.True(double.IsFinite(x)));
        float[] wild =
        [
            float.PositiveInfinity,
            float.MaxValue,
            float.PositiveInfinity,
            float.NegativeInfinity,
            -1e30f,
            -1e30f,
        ];
        Assert.Equal(new double[] { 1, 2, 9, 0, 0, -5 }, transform.Inverse(wild).ToRowMajor());
        Assert.All(transform.Inverse(wild, continuous: true).ToRowMajor(), x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void Not_a_number_is_refused_by_the_columns_name()
    {
        var transform = DataTransform.Fit(new Table([new Column("u")], [0, 1]));
        var error = Assert.Throws<LikenessException>(() => transform.Inverse([0.5f, float.NaN]));
        Assert.Contains("'u'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constant_columns_have_no_dimension_and_come_back()
    {
        var table = new Table([new Column("c"), new Column("v"), new Column("d")], [7.5, 1, 1, 7.5, 2, 1, 7.5, 4, 1]);
        var transform = DataTransform.Fit(table);
        Assert.Equal(1, transform.ModelDimensions);
        var (z, jacobian) = Forward(transform, table);
        Assert.All(jacobian, x => Assert.True(double.IsFinite(x)));
        var back = transform.Inverse(z);
        Assert.Equal([7.5, 7.5, 7.5], back.ColumnValues(0));
        Assert.Equal([1.0, 1, 1], back.ColumnValues(2));
        var other = new Table(table.Columns, [7, 1, 1]);
        Assert.Equal(double.NegativeInfinity, Forward(transform, other).LogJacobian[0]);
    }

    [Fact]
    public void A_row_outside_the_support_has_no_density()
    {
        var transform = DataTransform.Fit(new Table([new Column("u")], [0.1, 0.9]));
        var (z, jacobian) = Forward(transform, new Table([new Column("u")], [1.5]));
        Assert.True(float.IsFinite(z[0]));
        Assert.Equal(double.NegativeInfinity, jacobian[0]);
    }

    [Fact]
    public void Noise_depends_on_the_row_in_the_table_and_not_on_the_batch()
    {
        var grid = new Grid(0, 1, 10);
        var table = new Table(
            [new Column("a", grid), new Column("b", grid)],
            [.. Enumerable.Range(0, 20).Select(i => i / 2.0 % 10)]
        );
        var transform = DataTransform.Fit(table);
        var noise = new DequantisationNoise(9, 4);
        float[] all = Forward(transform, table, noise).Z;
        var two = new float[4];
        transform.Forward(table, [7, 2], two, noise);
        Assert.Equal([all[14], all[15], all[4], all[5]], two);
        Assert.NotEqual(all, Forward(transform, table, new DequantisationNoise(9, 5)).Z);
    }

    [Fact]
    public void A_column_constant_in_training_is_constant_whatever_comes_later()
    {
        var all = new Table([new Column("v"), new Column("w")], [50, 1, 50, 2, 90, 3]);
        var transform = DataTransform.Fit(all.TakeRows([0, 1]), new TransformSettings(TransformKind.Standardise));
        Assert.Equal(1, transform.ModelDimensions);
        var (z, jacobian) = Forward(transform, all);
        Assert.All(z, x => Assert.True(float.IsFinite(x)));
        Assert.Equal([true, true, false], jacobian.Select(double.IsFinite));
    }

    [Fact]
    public void Nothing_to_learn_is_one_clear_sentence()
    {
        Assert.Contains("single row", Error([1, 2]), StringComparison.Ordinal);
        Assert.Contains("every column", Error([1, 2, 1, 2]), StringComparison.Ordinal);
        Assert.Contains("no rows", Error([]), StringComparison.Ordinal);
        Assert.Contains("lambda", Error([1, 2, 3, 4], new TransformSettings(Lambda: 0.5)), StringComparison.Ordinal);
        Assert.Contains("too wide", Error([-1e308, 2, 1e308, 4]), StringComparison.Ordinal);

        static string Error(double[] values, TransformSettings? settings = null) =>
            Assert
                .Throws<LikenessException>(() =>
                    DataTransform.Fit(new Table([new Column("a"), new Column("b")], values), settings)
                )
                .Message;
    }

    [Fact]
    public void Json_keeps_every_bit()
    {
        var columns = new[] { new Column("a", new Grid(0.1, 1.0 / 3, 7, 4)), new Column("b"), new Column("c") };
        var table = new Table(columns, [0.1, 1e-300, 5, 0.4333, Math.PI * 1e17, 5], new Picture(30, 40));
        var transform = DataTransform.Fit(table);
        var back = DataTransform.FromJson(
            System.Text.Json.JsonDocument.Parse(transform.ToJson().GetRawText()).RootElement
        );
        Assert.Equal(transform.Columns, back.Columns);
        Assert.Equal(transform.Picture, back.Picture);
        Assert.Equal(1, back.Columns.Count(c => c.Constant));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"columns\":[]}")]
    [InlineData("{\"columns\":[{\"name\":\"a\"}]}")]
    public void Foreign_json_is_refused(string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        Assert.Throws<LikenessException>(() => DataTransform.FromJson(document.RootElement));
    }

    [Fact]
    public void Noise_fills_the_cell_evenly()
    {
        var table = new Table(
            [new Column("a", new Grid(0, 1, 2)), new Column("b")],
            [.. Enumerable.Range(0, 8000).Select(i => i % 4 / 2)]
        );
        var transform = DataTransform.Fit(table, new TransformSettings(TransformKind.None));
        float[] z = Forward(transform, table, new DequantisationNoise(5, 0)).Z;
        double[] places = [.. Enumerable.Range(0, 4000).Select(row => z[row * 2] - table[row, 0] + 0.5)];
        Assert.All(places, place => Assert.InRange(place, 0, 1));
        for (int tenth = 0; tenth < 10; tenth++)
        {
            // 400 ± 5 standard deviations
            Assert.InRange(places.Count(place => (int)(place * 10) == tenth), 305, 495);
        }
    }

    private static double LogisticLogDensity(double z) => -Math.Abs(z) - (2 * Math.Log(1 + Math.Exp(-Math.Abs(z))));

    private static (float[] Z, double[] LogJacobian) Forward(
        DataTransform transform,
        Table table,
        DequantisationNoise? noise = null
    )
    {
        var z = new float[table.RowCount * transform.ModelDimensions];
        var jacobian = new double[table.RowCount];
        int[] which = table.RowCount == 1 ? FirstRow : [.. Enumerable.Range(0, table.RowCount)];
        transform.Forward(table, which, z, noise, jacobian);
        return (z, jacobian);
    }
}
