using Likeness.Trees;

namespace Likeness.Tests.Trees;

public sealed class ColumnBinsTests
{
    [Fact]
    public void Few_different_values_have_a_bin_each()
    {
        var bins = ColumnBins.FromNumbers([3, 1, double.NaN, 2, 1, 3]);
        Assert.Equal([2, 0, 3, 1, 0, 2], bins.Bin([3, 1, double.NaN, 2, 1, 3]));
        Assert.Equal(
            [0, 0, 1, 1, 2, 2],
            bins.Bin([double.NegativeInfinity, 1.5, 1.51, 2.5, 2.6, double.PositiveInfinity])
        );
        Assert.Equal(2, bins.Between(0, 2));
    }

    [Fact]
    public void Many_different_values_share_bins_that_are_about_equally_full()
    {
        double[] values = GoldenTrees.Uniform(3000, 0);
        var bins = ColumnBins.FromNumbers(values);
        byte[] found = bins.Bin(values);
        int[] full = [.. found.CountBy(bin => bin).Select(pair => pair.Value)];
        Assert.Equal(ColumnBins.MaxCount, full.Length);
        Assert.InRange(full.Min(), 11, 12);
        Assert.InRange(full.Max(), 11, 12);
        byte[] sorted = bins.Bin([.. values.Order()]);
        Assert.Equal(sorted.Order(), sorted);
    }

    [Fact]
    public void A_frequent_value_has_a_bin_of_its_own()
    {
        double[] values = [.. GoldenTrees.Uniform(4000, 0).Select((value, row) => row % 2 == 0 ? 0 : value)];
        var bins = ColumnBins.FromNumbers(values);
        byte[] found = bins.Bin(values);
        byte zero = bins.Bin(0);
        Assert.Equal(2000, found.Count(bin => bin == zero));
        int[] others = [.. found.Where(bin => bin != zero).CountBy(bin => bin).Select(pair => pair.Value)];
        Assert.InRange(others.Length, 240, 254);
        Assert.InRange(others.Max(), 7, 10);
    }

    [Fact]
    public void Neighbouring_doubles_are_parted()
    {
        double next = Math.BitIncrement(1.0);
        Assert.Equal([0, 1], ColumnBins.FromNumbers([1, next]).Bin([1, next]));
        Assert.Equal(
            [0, 1, 2],
            ColumnBins
                .FromNumbers([double.NegativeInfinity, 0, double.PositiveInfinity])
                .Bin([double.NegativeInfinity, 0, double.PositiveInfinity])
        );
        Assert.Equal([0, 1], ColumnBins.FromNumbers([double.MinValue, double.MaxValue]).Bin([-1, 1]));
    }

    [Fact]
    public void Categories_have_a_bin_each_and_new_ones_that_of_missing_values()
    {
        var bins = ColumnBins.FromCategories([5, 2, 9, 5, double.NaN]);
        Assert.Equal([0, 1, 2, 3, 3, 3, 3], bins.Bin([2, 5, 9, double.NaN, 3, -1, 10]));
    }

    [Fact]
    public void Of_too_many_categories_the_rarest_have_none()
    {
        double[] codes =
        [
            .. Enumerable.Range(0, 300).Select(code => (double)code),
            .. Enumerable.Range(40, 255).Select(code => (double)code),
        ];
        var bins = ColumnBins.FromCategories(codes);
        Assert.Equal(255, bins.Count);
        Assert.Equal(bins.Missing, bins.Bin(0));
        Assert.Equal(0, bins.Bin(40));
        Assert.Equal(254, bins.Bin(294));
        Assert.Equal(bins.Missing, bins.Bin(295));
    }

    [Fact]
    public void A_column_without_any_value_has_the_bin_of_missing_values_alone()
    {
        var bins = ColumnBins.FromNumbers([double.NaN, double.NaN]);
        Assert.Equal(0, bins.Count);
        Assert.Equal([0, 0], bins.Bin([double.NaN, 4]));
    }

    [Fact]
    public void Rows_and_columns_are_taken_with_their_bins()
    {
        var table = BinnedTable.FromColumns([
            [1, 2, 3, 4],
            [8, 7, 6, 5],
        ]);
        BinnedTable part = table.TakeRows([3, 0, 3]).TakeColumns(1);
        Assert.Equal((3, 1), (part.RowCount, part.ColumnCount));
        Assert.Equal([0, 3, 0], part.Bins(0).ToArray());
        Assert.Same(table.Columns[1], part.Columns[0]);
        Assert.Equal(
            [0, 3],
            table
                .Bin([
                    [0, 9],
                    [0, 9],
                ])
                .Bins(0)
                .ToArray()
        );
    }
}
