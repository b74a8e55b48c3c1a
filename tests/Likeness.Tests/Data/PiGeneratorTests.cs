using Likeness.Data;
using Likeness.Interop;
using Likeness.Testing;
using Likeness.Tests.Data.Jpeg;

namespace Likeness.Tests.Data;

public sealed class PiGeneratorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Sums from NumPy and Pillow: np.c_[xs / 300, ys / 300, image[xs, ys] / 255].sum(0).</summary>
    [SkippableFact]
    public void The_points_of_the_origin_equal_those_of_NumPy()
    {
        var table = PiGenerator.Read(
            SharedData.Require("pi/pi_xs.npy"),
            SharedData.Require("pi/pi_ys.npy"),
            SharedData.Require("pi/sparse_pi_colored.jpg")
        );
        Assert.Equal(5000, table.RowCount);
        Assert.Equal(new Picture(300, 300), table.Picture);
        Assert.Equal(["x", "y", "r", "g", "b"], table.Columns.Select(column => column.Name));
        double[] sums = [.. Enumerable.Range(0, 5).Select(column => table.ColumnValues(column).Sum())];
        double[] expected = [2470.69666667, 2438.72, 2766.97647059, 2754.52941176, 3442.93333333];
        Assert.All(sums.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, tolerance: 1e-8));
        Assert.Equal([246 / 300.0, 225 / 300.0, 75 / 255.0, 66 / 255.0, 149 / 255.0], table.Row(0).ToArray());
    }

    [Fact]
    public void A_place_is_row_then_column_and_every_column_has_its_grid()
    {
        var golden = GoldenJpeg.All["baseline 4:4:4"];
        var table = PiGenerator.Read(Array("xs", 0, 28), Array("ys", 36, 1), Picture("baseline 4:4:4"));
        Assert.Equal(new Picture(29, 37), table.Picture);
        Assert.Equal([new Grid(0, 1.0 / 29, 29), new Grid(0, 1.0 / 37, 37)], table.Columns.Take(2).Select(c => c.Grid));
        Assert.All(table.Columns.Skip(2), column => Assert.Equal(new Grid(0, 1.0 / 255, 256), column.Grid));
        int pixel = ((28 * 37) + 1) * 3;
        Assert.Equal(
            [28 / 29.0, 1 / 37.0, .. golden.Pixels[pixel..(pixel + 3)].Select(value => value / 255.0)],
            table.Row(1).ToArray()
        );
    }

    [Theory]
    [InlineData(29, "xs.npy, element 1: 29 is not a pixel of an image of 29 rows (give whole numbers from 0 to 28)")]
    [InlineData(-1, "element 1: -1 is not a pixel")]
    [InlineData(1.5, "element 1: 1.5 is not a pixel")]
    [InlineData(double.NaN, "element 1: NaN is not a pixel")]
    public void A_place_outside_the_picture_is_refused(double place, string expected) =>
        AssertRefused(Array("xs", 0, place), Array("ys", 0, 0), "baseline 4:4:4", expected);

    [Fact]
    public void Arrays_that_do_not_match_are_refused()
    {
        AssertRefused(Array("xs", 1, 2), Array("ys", 1), "baseline 4:4:4", "1 positions do not match the 2 of");
        AssertRefused(Array("xs"), Array("ys"), "baseline 4:4:4", "xs.npy: the array has the shape (0)");
        AssertRefused(Array("xs", 1), Array("ys", 1), "grey", "grey.jpg: the picture is grey");
    }

    private string Array(string name, params double[] values)
    {
        NpyWriter.Write(folder.At($"{name}.npy"), [values.Length], values);
        return folder.At($"{name}.npy");
    }

    private string Picture(string golden) =>
        folder.Bytes($"{golden.Replace(':', '-')}.jpg", GoldenJpeg.All[golden].Jpeg);

    private void AssertRefused(string xs, string ys, string golden, string expected)
    {
        var refused = Assert.Throws<LikenessException>(() => PiGenerator.Read(xs, ys, Picture(golden)));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }
}
