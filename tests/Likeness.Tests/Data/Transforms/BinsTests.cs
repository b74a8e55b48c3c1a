using FsCheck;
using FsCheck.Fluent;
using Likeness.Data;
using Likeness.Data.Transforms;

namespace Likeness.Tests.Data.Transforms;

public class BinsTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(20260727, 1).WithMaxTest(100);
    private static readonly TransformSettings Bins = new(TransformKind.Bins);

    [Fact]
    public void On_a_grid_z_is_the_grids_index_and_the_way_back_is_exact()
    {
        var grid = new Grid(-1, 1.0 / 300, 300);
        double[] values = [.. Enumerable.Range(0, 300).Select(grid.Value)];
        var table = new Table([new Column("x", grid)], values);
        var transform = DataTransform.Fit(table, Bins);
        Assert.Equal([300], transform.BinCounts);
        Assert.Equal(300, Likeness.Models.ModelSpace.Create(transform, 300).Dimensions[0].Bins);
        var (z, jacobian) = Forward(transform, table, new DequantisationNoise(1, 2));
        Assert.Equal([.. Enumerable.Range(0, 300).Select(i => (float)i)], z);
        Assert.All(jacobian, nats => Assert.Equal(Math.Log(300), nats, 1e-12));
        Assert.Equal(values, transform.Inverse(z, noise: new DequantisationNoise(3, 4)).ToRowMajor());
        Assert.Equal([values[0], values[^1]], transform.Inverse([-7, float.PositiveInfinity]).ToRowMajor());
    }

    [Fact]
    public void A_uniform_distribution_over_cells_has_the_density_of_a_dequantised_one()
    {
        var table = new Table([new Column("g", new Grid(1, 0.5, 4))], [1, 1.5, 2, 2.5, 2.5, 1]);
        var (_, jacobian) = Forward(DataTransform.Fit(table, Bins), table);
        Assert.All(jacobian, nats => Assert.Equal(-Math.Log(4 * 0.5), nats - Math.Log(4), 1e-12));
    }

    [Fact]
    public void Continuous_columns_are_cut_at_quantiles_of_the_training_rows()
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(i => Math.Exp(4.0 * i / 1000))];
        var table = new Table([new Column("v")], values);
        var transform = DataTransform.Fit(table, Bins with { Bins = 50 });
        Assert.Equal([50], transform.BinCounts);
        var (z, jacobian) = Forward(transform, table);
        Assert.All(z.GroupBy(bin => bin), bin => Assert.Equal(20, bin.Count()));
        // Σ over bins of p(bin) = 1 for the density that the log-Jacobian derives from equal probabilities.
        var edges = transform.Columns[0].Edges!.Values;
        double mass = Enumerable
            .Range(0, 50)
            .Sum(bin => Math.Exp(jacobian[bin * 20]) / 50 * (edges[bin + 1] - edges[bin]));
        Assert.Equal(1, mass, 1e-12);
        Assert.Equal(double.NegativeInfinity, Forward(transform, new Table(table.Columns, [0.5])).LogJacobian[0]);
        Assert.Equal(double.NegativeInfinity, Forward(transform, new Table(table.Columns, [99])).LogJacobian[0]);
    }

    [Fact]
    public void Equal_values_share_a_cell_and_few_rows_make_few_cells()
    {
        double[] values = [.. Enumerable.Repeat(0.0, 60), .. Enumerable.Range(1, 40).Select(i => i + (1 / Math.PI))];
        var table = new Table([new Column("v")], values);
        var transform = DataTransform.Fit(table, Bins);
        float[] z = Forward(transform, table).Z;
        Assert.Equal(Enumerable.Repeat(0f, 60), z[..60]);
        Assert.InRange(transform.BinCounts[0], 4, 10);
        Assert.Equal(transform.BinCounts[0], z.Distinct().Count());
    }

    [Fact]
    public void A_large_grid_is_cut_into_quantiles_between_its_values()
    {
        var grid = new Grid(0, 0.01, 100_000);
        double[] values = [.. Enumerable.Range(0, 4000).Select(i => grid.Value((int)Math.Pow(i, 1.38)))];
        var table = new Table([new Column("price", grid)], values);
        var transform = DataTransform.Fit(table, Bins);
        Assert.Equal([256], transform.BinCounts);
        float[] z = Forward(transform, table).Z;
        var back = transform.Inverse(z, noise: new DequantisationNoise(1, 1));
        Assert.All(back.ToRowMajor(), value => Assert.Equal(grid.Snap(value), value));
        Assert.Equal(z, Forward(transform, back).Z);
        var edges = transform.Columns[0].Edges!.Values;
        Assert.Equal(100_000, Enumerable.Range(0, 256).Sum(bin => edges[bin + 1] - edges[bin]));
        Assert.Equal(
            -Math.Log(0.01 * (edges[256] - edges[255])),
            Forward(transform, new Table(table.Columns, [999.9])).LogJacobian[0],
            1e-9
        );
    }

    [Fact]
    public void Forward_undoes_inverse_wherever_in_its_cell_a_sample_falls() =>
        Prop.ForAll(
                Gen.Choose(-400, 400).Select(i => i / 8.0).ArrayOf(60).ToArbitrary(),
                Gen.Choose(2, 9).ToArbitrary(),
                Gen.Elements(0, 0.5, 1 - 1e-9).ToArbitrary(),
                (values, bins, uniform) =>
                {
                    values[0] = -60;
                    foreach (var grid in new Grid?[] { null, new(-60, 0.125, 2000), new(-60, 0.125, 900) })
                    {
                        var table = new Table([new Column("v", grid)], values);
                        var column = DataTransform.Fit(table, Bins with { Bins = bins }).Columns[0];
                        for (int bin = 0; bin < column.BinCount; bin++)
                        {
                            double inside = column.Inverse(bin, continuous: true, uniform);
                            Assert.Equal(bin, column.Forward(inside));
                            double sample = column.Inverse(bin, continuous: false, uniform);
                            Assert.Equal(bin, column.Forward(sample));
                            Assert.Equal(grid?.Snap(sample) ?? sample, sample);
                        }
                    }
                }
            )
            .Check(Fixed);

    [Fact]
    public void Samples_of_a_cell_are_spread_evenly_by_row_number()
    {
        var table = new Table([new Column("v")], [.. Enumerable.Range(0, 100).Select(i => i * Math.PI)]);
        var transform = DataTransform.Fit(table, Bins with { Bins = 2 });
        var noise = new DequantisationNoise(8, 1);
        double[] whole = transform.Inverse(new float[4000], noise: noise).ToRowMajor();
        Assert.Equal(whole[1000..1500], transform.Inverse(new float[500], noise: noise, firstRow: 1000).ToRowMajor());
        double width = transform.Columns[0].Edges!.Values[1];
        for (int tenth = 0; tenth < 10; tenth++)
        {
            // 400 ± 5 standard deviations
            Assert.InRange(whole.Count(value => (int)(value / width * 10) == tenth), 305, 495);
        }
    }

    [Fact]
    public void Json_keeps_the_edges_and_refuses_unsound_ones()
    {
        var table = new Table([new Column("v"), new Column("w")], [.. Enumerable.Range(0, 200).Select(i => i / 7.0)]);
        var transform = DataTransform.Fit(table, Bins);
        string json = transform.ToJson().GetRawText();
        var back = DataTransform.FromJson(System.Text.Json.JsonDocument.Parse(json).RootElement);
        Assert.Equal(transform.Columns, back.Columns);
        Assert.Equal(transform.BinCounts, back.BinCounts);
        string bad = json.Replace("\"values\":[0,", "\"values\":[900,", StringComparison.Ordinal);
        Assert.NotEqual(json, bad);
        Assert.Throws<LikenessException>(() =>
            DataTransform.FromJson(System.Text.Json.JsonDocument.Parse(bad).RootElement)
        );
    }

    [Fact]
    public void Bins_out_of_range_are_refused() =>
        Assert.Contains(
            "bins",
            Assert.Throws<LikenessException>(() => (Bins with { Bins = 1 }).Validate()).Message,
            StringComparison.Ordinal
        );

    private static (float[] Z, double[] LogJacobian) Forward(
        DataTransform transform,
        Table table,
        DequantisationNoise? noise = null
    )
    {
        var z = new float[table.RowCount * transform.ModelDimensions];
        var jacobian = new double[table.RowCount];
        int[] which = [.. Enumerable.Range(0, table.RowCount)];
        transform.Forward(table, which, z, noise, jacobian);
        return (z, jacobian);
    }
}
