using System.Text;
using System.Text.Json;
using Likeness.Data;
using Likeness.Interop;
using Likeness.Testing;
using Likeness.Tests.House;

namespace Likeness.Tests.Interop;

public sealed class NpyTests : IDisposable
{
    private static readonly Dictionary<string, Golden> Goldens = JsonSerializer.Deserialize<Dictionary<string, Golden>>(
        Repository.Read("tests/golden/npy.json"),
        JsonSerializerOptions.Web
    )!;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Goldens.Keys];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Reads_what_NumPy_writes(string name)
    {
        var golden = Goldens[name];
        var array = NpyReader.Read(golden.File, name);
        Assert.Equal(golden.Shape, array.Shape);
        Assert.Equal(golden.Values, array.Values);
    }

    [Theory]
    [InlineData("<f8 C order", false)]
    [InlineData("<f4 C order", true)]
    [InlineData("one axis", false)]
    [InlineData("no axis", false)]
    [InlineData("no rows", false)]
    [InlineData("float32, two axes", true)]
    public void Writes_what_NumPy_writes(string name, bool singlePrecision)
    {
        var golden = Goldens[name];
        string path = folder.At("a.npy");
        NpyWriter.Write(path, golden.Shape, golden.Values, singlePrecision);
        Assert.Equal(golden.File, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_table_comes_back()
    {
        string path = folder.At("t.npy");
        NpyWriter.Write(path, new Table([new Column("a"), new Column("b")], [1, 0.1, double.Epsilon, -0.0, 3, 1e300]));
        var array = NpyReader.Read(path);
        Assert.Equal([3, 2], array.Shape);
        Assert.Equal([1, 0.1, double.Epsilon, -0.0, 3, 1e300], array.Values);
    }

    [SkippableFact]
    public void Reads_the_places_of_the_origin()
    {
        var xs = NpyReader.Read(SharedData.Require("pi/pi_xs.npy"));
        var ys = NpyReader.Read(SharedData.Require("pi/pi_ys.npy"));
        Assert.Equal([5000], xs.Shape);
        Assert.Equal((24, 274), (xs.Values.Min(), xs.Values.Max()));
        Assert.Equal((39, 258), (ys.Values.Min(), ys.Values.Max()));
    }

    [Theory]
    [InlineData("'|O'", "(2,)", "Python objects ('|O')")]
    [InlineData("'<U1'", "(2,)", "text ('<U1')")]
    [InlineData("'<c16'", "(2,)", "complex numbers ('<c16')")]
    [InlineData("'<M8[s]'", "(2,)", "dates or durations ('<M8[s]')")]
    [InlineData("'<f16'", "(2,)", "floats of an unusual width ('<f16')")]
    [InlineData("''", "(2,)", "something unknown ('')")]
    [InlineData("[('a', '<f8'), ('b', '<i4')]", "(2,)", "records of several fields")]
    [InlineData("'<f8'", "(3,)", "(3) elements of 8 bytes, and the file contains only 16 bytes")]
    [InlineData("'<f8'", "(1,)", "the file contains 16 bytes, which is more")]
    [InlineData("'<f8'", "(2000000000, 2000000000, 2000000000)", "the file contains only 16 bytes")]
    [InlineData("'<f8'", "(99999999999999999999,)", "the impossible shape")]
    [InlineData("'<f8'", "(-2,)", "the impossible shape")]
    [InlineData("'<f8'", "2", "not one that NumPy writes")]
    public void What_cannot_be_read_is_told(string descr, string shape, string expected)
    {
        string header = $"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}\n";
        byte[] file =
        [
            .. NpyHeader.Magic,
            1,
            0,
            (byte)header.Length,
            0,
            .. Encoding.ASCII.GetBytes(header),
            .. new byte[16],
        ];
        var refused = Assert.Throws<LikenessException>(() => NpyReader.Read(file, "a.npy"));
        Assert.StartsWith("a.npy: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<f8 C order")]
    [InlineData("version 2")]
    public void Every_shorter_file_is_refused(string name)
    {
        byte[] whole = Goldens[name].File;
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.Throws<LikenessException>(() => NpyReader.Read(whole.AsSpan(0, length), "a.npy"));
        }
    }

    [Fact]
    public void Changed_bytes_give_an_array_or_one_sentence()
    {
        var random = new Random(3);
        foreach (var golden in Goldens.Values)
        {
            for (int trial = 0; trial < 300; trial++)
            {
                byte[] file = [.. golden.File];
                file[random.Next(6, Math.Min(file.Length, 128))] = (byte)random.Next(256);
                try
                {
                    NpyReader.Read(file, "a.npy");
                }
                catch (LikenessException refused)
                {
                    Assert.StartsWith("a.npy: ", refused.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    private sealed record Golden(byte[] File, int[] Shape, double[] Values);
}
