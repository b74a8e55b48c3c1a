using Likeness.Data;
using Likeness.Interop;
using Likeness.Testing;
using Likeness.Tests.Data.Jpeg;
using Likeness.Tests.Interop;

namespace Likeness.Tests.Data;

public sealed class DataFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_text_or_one_array_is_a_table()
    {
        Assert.Equal([1, 2], DataFiles.Read([folder.Text("a.csv", "a,b\n1,2\n")]).ToRowMajor());
        Assert.Equal([1, 2], DataFiles.Read([folder.Text("a.tsv", "1\t2\n")]).ToRowMajor());
        var column = DataFiles.Read([Array("v", [3], 1, 2, 3)]);
        Assert.Equal((3, "x0"), (column.RowCount, Assert.Single(column.Columns).Name));
        var table = DataFiles.Read([Array("t", [2, 3], 1, 2, 3, 4, 5, 6)]);
        Assert.Equal(["x0", "x1", "x2"], table.Columns.Select(c => c.Name));
        Assert.Equal([4, 5, 6], table.Row(1).ToArray());
    }

    [Theory]
    [InlineData("a.tsv", ".tsv")]
    [InlineData("a.PSV", ".psv")]
    [InlineData("a.tab.gz", ".tab")]
    [InlineData("a.txt", ".csv")]
    public void Samples_are_a_file_of_the_same_kind(string name, string extension) =>
        Assert.Equal(extension, DataFiles.ExtensionOf([folder.Text(name, "a\tb\n1\t2\n")]));

    [Fact]
    public void Arrays_of_equal_length_stand_side_by_side()
    {
        var table = DataFiles.Read([Array("a", [2], 1, 2), Array("b", [2, 2], 3, 4, 5, 6), Array("c", [2], 7, 8)]);
        Assert.Equal(["x0", "x1", "x2", "x3"], table.Columns.Select(c => c.Name));
        Assert.Equal([1, 3, 4, 7, 2, 5, 6, 8], table.ToRowMajor());
    }

    [Theory]
    [InlineData("pi_xs", "pi_ys", 0, 1, 2, false)]
    [InlineData("pi_xs", "pi_ys", 2, 1, 0, false)]
    [InlineData("pi_xs", "pi_ys", 1, 2, 0, false)]
    [InlineData("first", "second", 0, 2, 1, false)]
    [InlineData("first", "second", 1, 2, 0, true)]
    public void Places_and_picture_come_in_any_order(string xs, string ys, int one, int two, int three, bool swapped)
    {
        string[] files = [Array(xs, [1], 20), Array(ys, [1], 3), Picture()];
        var table = DataFiles.Read([files[one], files[two], files[three]]);
        Assert.Equal(new Picture(29, 37), table.Picture);
        Assert.Equal(swapped ? 3 / 29.0 : 20 / 29.0, table[0, 0]);
    }

    [Fact]
    public void The_first_bytes_outweigh_the_extension()
    {
        File.Move(Array("a", [2], 1, 2), folder.At("a.data"));
        Assert.Equal(2, DataFiles.Read([folder.At("a.data")]).RowCount);
    }

    [Fact]
    public void An_HDF5_dataset_is_an_array_like_others()
    {
        string parts = folder.Bytes("parts.h5", GoldenHdf5.Unpacked(GoldenHdf5.Read["parts"].File));
        var train = GoldenHdf5.Read["parts"].Datasets["train"];
        var table = DataFiles.Read([$"{parts}#train"]);
        Assert.Equal(["x0", "x1", "x2"], table.Columns.Select(c => c.Name));
        Assert.Equal(train.Values, table.ToRowMajor());
        Assert.Equal(4, DataFiles.Read([Array("b", [3], 7, 8, 9), $"{parts}#/train"]).Width);
        AssertRefused([parts], $"it holds 3 datasets: test, train, validation (name one: {parts}#test)");
        AssertRefused([$"{parts}#tain"], "it holds no dataset 'tain'");
        AssertRefused([$"{folder.At("parts.hdf")}#train"], "no such file");
        AssertRefused([$"{Array("b", [1], 7)}#train"], "only HDF5 files have datasets to name");

        // A file name may contain the separator.
        string marked = folder.Bytes("a#b.h5", GoldenHdf5.Unpacked(GoldenHdf5.Read["groups"].File));
        Assert.Equal(5, DataFiles.Read([$"{marked}#deep/deeper/values"]).RowCount);
        string one = folder.Bytes("parts.h5#train", GoldenHdf5.Unpacked(GoldenHdf5.Read["chunks"].File));
        Assert.Equal(7, DataFiles.Read([one]).RowCount);
        AssertRefused([folder.Text("c.hdf5", "words")], "does not start with \\x89HDF");
        AssertRefused([Array("x", [1], 1), marked, Picture()], "an image needs the positions of its points");
    }

    [Fact]
    public void A_pickled_table_keeps_its_names()
    {
        string frame = folder.Bytes("t.pkl", DataFramePickleTests.File("protocol 4"));
        var loaded = DataFiles.Load([frame]);
        Assert.Equal((6, 0), (loaded.Table.RowCount, loaded.DroppedRows));
        Assert.Equal("count", loaded.Table.Columns[1].Name);
        int b = loaded.Table.Columns.ToList().FindIndex(column => column.Name == "b");
        Assert.Equal("", loaded.Table.Columns[b].Missing);
        Assert.True(double.IsNaN(loaded.Table[1, b]));
        AssertRefused([frame, frame], "do not go together");
        AssertRefused([folder.Text("w.pickle", "words")], "not of protocol 2 to 5");
    }

    [Fact]
    public void Missing_values_are_kept()
    {
        var loaded = DataFiles.Load([Array("a", [3, 2], 1, 2, double.NaN, 4, 5, 6)]);
        Assert.Equal([1, 2, double.NaN, 4, 5, 6], loaded.Table.ToRowMajor());
        Assert.Equal(["", null], loaded.Table.Columns.Select(column => column.Missing));
        var text = DataFiles.Load([folder.Text("a.csv", "1\n?\n2\n?\n")]);
        Assert.Equal((0, 4), (text.DroppedRows, text.Table.RowCount));
        Assert.Equal([1, double.NaN, 2, double.NaN], text.Table.ToRowMajor());
        var empty = DataFiles.Load([Array("e", [2, 2], 1, double.NaN, 2, double.NaN)]);
        Assert.Equal(["number", "empty"], empty.Table.Columns.Select(column => column.Kind.Name));
        AssertRefused([Array("i", [2], 1, double.NegativeInfinity)], "i.npy, row 2, column 'x0': -");
    }

    [Fact]
    public void What_is_no_data_is_told_in_one_sentence()
    {
        string csv = folder.Text("points.csv", "1,2\n");
        AssertRefused([], "no data file is named");
        AssertRefused([" "], "empty name");
        AssertRefused([folder.At("point.csv")], "point.csv: there is no such file (did you mean 'points.csv'?)");
        AssertRefused([folder.At("zzz")], "zzz: there is no such file (looked in ");
        AssertRefused([folder.At("none/a.csv")], "none' does not exist");
        AssertRefused([folder.Location], "this is a folder, not a file");
        AssertRefused([folder.Text("a.xlsx", "PK")], "a.xlsx: '.xlsx' is not a known kind of data file");
        AssertRefused([folder.Text("README", "hello")], "README: a file without extension is not a known kind of data");
        AssertRefused([folder.Text("a.npy", "hello")], "a.npy: this is not a .npy file");
        AssertRefused([folder.Text("a.npy", "")], "a.npy: this is not a .npy file");
        AssertRefused(
            [folder.Text("a.jpg", "hello"), Array("x", [1], 1), Array("y", [1], 1)],
            "a.jpg: this is not a JPEG"
        );
        AssertRefused([folder.Text("a.csv", "")], "a.csv: the file is empty");
        AssertRefused([csv, csv], "do not go together");
        AssertRefused([csv, Array("x", [1], 1)], "do not go together");
        AssertRefused([Picture()], "an image needs the positions of its points");
        AssertRefused([Array("x", [1], 1), Picture()], "an image needs the positions of its points");
        AssertRefused([Array("x", [1], 1), Array("y", [2], 1, 2)], "y.npy: 2 rows do not match the 1 of");
        AssertRefused([Array("z", [], 1)], "z.npy: the array has 0 axes ()");
        AssertRefused([Array("z", [1, 1, 1], 1)], "z.npy: the array has 3 axes (1, 1, 1)");
        AssertRefused([Array("z", [0, 2])], "z.npy: the array is empty, shape (0, 2)");
    }

    [Fact]
    public void Any_bytes_under_any_extension_give_a_table_or_one_sentence()
    {
        byte[][] starts =
        [
            [],
            [.. NpyHeader.Magic],
            [.. File.ReadAllBytes(Array("a", [2], 1, 2)).Take(128)],
            GoldenJpeg.All["one pixel"].Jpeg,
            GoldenHdf5.Unpacked(GoldenHdf5.Read["parts"].File)[..96],
            [0x80, 2],
        ];
        string[] places = [Array("xs", [1], 0), Array("ys", [1], 0)];
        var random = new Random(23);
        int trials = LongTest.IsEnabled ? 1000 : 200;
        for (int trial = 0; trial < trials; trial++)
        {
            byte[] noise = new byte[random.Next(30)];
            random.NextBytes(noise);
            string extension = new[] { "csv", "npy", "jpg", "h5", "pkl", "bin" }[random.Next(6)];
            string path = folder.Bytes($"any.{extension}", [.. starts[random.Next(starts.Length)], .. noise]);
            try
            {
                Assert.True(DataFiles.Read(trial % 2 == 0 ? [path] : [.. places, path]).RowCount > 0);
            }
            catch (LikenessException refused)
            {
                Assert.DoesNotContain('\n', refused.Message);
            }
        }
    }

    [SkippableFact]
    public void A_full_disk_is_told_by_every_writer()
    {
        Skip.IfNot(File.Exists("/dev/full"), "this system has no /dev/full");
        var table = new Table([new Column("a")], new double[100_000]);
        Action[] writers = [() => CsvWriter.Write("/dev/full", table), () => NpyWriter.Write("/dev/full", table)];
        Assert.All(
            writers,
            write =>
                Assert.StartsWith(
                    "/dev/full: the disk is full",
                    Assert.Throws<LikenessException>(write).Message,
                    StringComparison.Ordinal
                )
        );
    }

    [SkippableFact]
    public void A_file_without_permission_is_told()
    {
        Skip.If(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "permissions do not bind this user");
        string path = folder.Text("a.csv", "1\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        AssertRefused([path], "permission to read is denied");
    }

    private string Array(string name, int[] shape, params double[] values)
    {
        NpyWriter.Write(folder.At($"{name}.npy"), shape, values);
        return folder.At($"{name}.npy");
    }

    private string Picture() => folder.Bytes("picture.jpg", GoldenJpeg.All["baseline 4:2:0"].Jpeg);

    private static void AssertRefused(string[] paths, string expected, string? missing = null)
    {
        var refused = Assert.Throws<LikenessException>(() => DataFiles.Read(paths, missing));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
