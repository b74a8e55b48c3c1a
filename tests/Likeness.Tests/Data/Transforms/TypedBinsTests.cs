using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Transforms;

namespace Likeness.Tests.Data.Transforms;

/// <summary>Bins of columns of any kind: levels, missing values, and numbers that many rows share.</summary>
public sealed class TypedBinsTests
{
    private static readonly TransformSettings Bins = new(TransformKind.Bins, Bins: 16);

    private static readonly Column Colour = new("colour") { Kind = new CategoryKind(["red", "green", "blue"]) };

    [Fact]
    public void A_missing_level_is_the_last_bin()
    {
        var table = new Table([Colour], [0, 1, double.NaN, 2]);
        var transform = DataTransform.Fit(table, Bins);
        Assert.Equal([4], transform.BinCounts);
        var z = new float[4];
        var jacobian = new double[4];
        transform.Forward(table, [0, 1, 2, 3], z, noise: null, jacobian);
        Assert.Equal([0f, 1f, 3f, 2f], z);
        Assert.Equal(new double[4], jacobian);
        Assert.Equal(table.ToRowMajor(), transform.Inverse(z).ToRowMajor());
        Assert.Equal(table.ToRowMajor(), transform.Inverse(z, continuous: true).ToRowMajor());
        var stored = DataTransform.FromJson(transform.ToJson());
        Assert.Equal(transform.Columns, stored.Columns);
        Assert.Equal(table.ToRowMajor(), stored.Inverse(z).ToRowMajor());
    }

    [Fact]
    public void Missing_numbers_are_the_last_bin_and_a_mass()
    {
        var table = new Table([new Column("n", new Grid(0, 2, 3))], [0, 2, 4, double.NaN]);
        var transform = DataTransform.Fit(table, Bins);
        var z = new float[4];
        var jacobian = new double[4];
        transform.Forward(table, [0, 1, 2, 3], z, noise: null, jacobian);
        Assert.Equal([0f, 1f, 2f, 3f], z);
        double density = -Math.Log(2);
        Assert.Equal([density, density, density, 0], jacobian);
        Assert.Equal(table.ToRowMajor(), transform.Inverse(z).ToRowMajor());
    }

    /// <summary>Twelve months or none.</summary>
    [Fact]
    public void One_number_or_none_is_stored_and_read_again()
    {
        var table = new Table([new Column("months")], [12, double.NaN, 12, 12]);
        var transform = DataTransform.FromJson(DataTransform.Fit(table, Bins).ToJson());
        Assert.Equal([2], transform.BinCounts);
        var z = new float[4];
        var jacobian = new double[4];
        transform.Forward(table, [0, 1, 2, 3], z, noise: null, jacobian);
        Assert.Equal([0f, 1f, 0f, 0f], z);
        Assert.Equal(table.ToRowMajor(), transform.Inverse(z).ToRowMajor());
        Assert.Equal(table.ToRowMajor(), transform.Inverse(z, continuous: true).ToRowMajor());
    }

    [Fact]
    public void A_frequent_number_has_a_bin_of_its_own()
    {
        var grid = new Grid(0, 1, 100_000);
        double[] values =
        [
            .. Enumerable.Repeat(0.0, 900),
            .. Enumerable.Repeat(7688.0, 150),
            .. Enumerable.Range(0, 400).Select(i => 100.0 + (i * 200)),
        ];
        var transform = DataTransform.Fit(new Table([new Column("gain", grid)], values), Bins);
        var column = transform.Columns[0];
        foreach (double value in new[] { 0.0, 7688.0 })
        {
            double z = column.Forward(value);
            Assert.Equal(value, column.Inverse(z, continuous: false, uniform: 0));
            Assert.Equal(value, column.Inverse(z, continuous: false, uniform: 0.999));
            Assert.NotEqual(z, column.Forward(value + 1));
        }
    }

    [Fact]
    public void A_column_of_a_few_repeated_numbers_has_a_bin_for_each()
    {
        double[] fees = [0, 250, 1_000, 4_999, 60_000];
        double[] values = [.. Enumerable.Range(0, 200).Select(i => fees[i % 5])];
        var transform = DataTransform.Fit(new Table([new Column("fee", new Grid(0, 1, 60_001))], values), Bins);
        Assert.All(
            fees,
            fee => Assert.Equal(fee, transform.Columns[0].Inverse(transform.Columns[0].Forward(fee), continuous: false))
        );
    }
}
