using Likeness.Interop;
using Likeness.Testing;

namespace Likeness.Tests.Interop;

public sealed class MatFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("packed")]
    [InlineData("plain")]
    [InlineData("doubles")]
    public void Arrays_are_those_that_SciPy_wrote(string name)
    {
        var arrays = Read(GoldenImageFiles.Svhn[name], "X", "y");
        Assert.Equal([32, 32, 3, 3], arrays[0].Shape);
        Assert.Equal([3, 1], arrays[1].Shape);
        Assert.Equal([1, 10, 5], arrays[1].Values);
        byte[] pixels = GoldenImageFiles.Svhn["pixels"];
        for (int place = 0; place < pixels.Length; place++)
        {
            // [image][channel][row][column] there, first axis (row) fastest here.
            var (plane, pixel) = Math.DivRem(place, 1024);
            Assert.Equal(pixels[place], arrays[0].Values[(plane * 1024) + (pixel % 32 * 32) + (pixel / 32)]);
        }
    }

    /// <summary>Sums from scipy.io.loadmat.</summary>
    [SkippableFact]
    public void The_official_file_is_read()
    {
        var arrays = MatFile.Read(SharedData.Require("svhn/train_32x32.mat"), "X", "y");
        Assert.Equal([32, 32, 3, 1083], arrays[0].Shape);
        Assert.Equal([1083, 1], arrays[1].Shape);
        Assert.Equal(393231963, arrays[0].Values.Sum(value => (long)value));
        Assert.Equal(4756, arrays[1].Values.Sum(value => value));
    }

    [Theory]
    [InlineData("fractions", "element 0 is 1.5")]
    [InlineData("text", "'X' is no array of real numbers")]
    [InlineData("complex", "'X' is no array of real numbers")]
    [InlineData("lacking", "holds no array 'y'")]
    [InlineData("level4", "does not start with 'MATLAB 5.0'")]
    public void What_is_wrong_is_named(string name, string expected) => Refuse(GoldenImageFiles.Svhn[name], expected);

    [Fact]
    public void Other_levels_and_orders_of_bytes_are_named()
    {
        byte[] plain = GoldenImageFiles.Svhn["plain"];
        Refuse([.. "MATLAB 7.3 MAT-file"u8, .. plain[19..]], "version 7.3 (HDF5), so save it with '-v7'");
        Refuse([.. plain[..126], .. "MI"u8, .. plain[128..]], "not little-endian");
        Refuse([], "does not start with");
        Refuse(plain[..200], "cut off");
    }

    [Theory]
    [InlineData("packed", 7)]
    [InlineData("plain", 101)]
    public void Damage_is_refused_or_changes_no_more_than_the_byte_itself(string name, int step) =>
        GoldenImageFiles.Damage(
            GoldenImageFiles.Svhn[name],
            step,
            file => Assert.Equal([32, 32, 3, 3], Read(file, "X", "y")[0].Shape)
        );

    private IReadOnlyList<ByteArray> Read(byte[] file, params string[] names) =>
        MatFile.Read(folder.Bytes("a.mat", file), names);

    private void Refuse(byte[] file, string expected)
    {
        var error = Assert.Throws<LikenessException>(() => Read(file, "X", "y"));
        Assert.Contains(
            expected.StartsWith("element", StringComparison.Ordinal)
                ? "a.mat: element"
                : "a.mat: this is not a valid MATLAB file: ",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
