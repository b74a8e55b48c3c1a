using Likeness.Interop.Hdf5;
using Likeness.Testing;

namespace Likeness.Tests.Interop;

public sealed class Hdf5FileTests : IDisposable
{
    private const long MaxMemory = 32 << 20;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Readable => [.. GoldenHdf5.Read.Keys];

    public static TheoryData<string> Unreadable => [.. GoldenHdf5.Refused.Keys];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Readable))]
    public void Numbers_are_those_that_h5py_reads(string name)
    {
        string path = folder.Bytes("a.h5", GoldenHdf5.Unpacked(GoldenHdf5.Read[name].File));
        var names = Hdf5File.Datasets(path);
        foreach (var (dataset, expected) in GoldenHdf5.Read[name].Datasets)
        {
            Assert.Contains(dataset, names);
            var array = Hdf5File.Read(path, dataset);
            Assert.Equal(expected.Shape, array.Shape);
            Assert.Equal(expected.Values, array.Values);
        }
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_is_not_read_is_refused_by_name(string name)
    {
        string path = folder.Bytes("a.h5", GoldenHdf5.Unpacked(GoldenHdf5.Refused[name].File));
        Assert.Contains(GoldenHdf5.Refused[name].Says, Refusal(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("groups")]
    [InlineData("groups, latest")]
    public void Groups_are_entered_once_and_links_to_elsewhere_are_left_out(string name)
    {
        string path = folder.Bytes("a.h5", GoldenHdf5.Unpacked(GoldenHdf5.Read[name].File));
        Assert.Equal(
            ["again", "deep/deeper/values", "test", "train", "validation"],
            Hdf5File.Datasets(path).Order(StringComparer.Ordinal)
        );
        Assert.Equal(Hdf5File.Read(path, "train").Values, Hdf5File.Read(path, "/again").Values);
    }

    [Fact]
    public void One_of_several_datasets_must_be_named()
    {
        string path = folder.Bytes("a.h5", GoldenHdf5.Unpacked(GoldenHdf5.Read["parts"].File));
        Assert.Equal($"{path}: it holds 3 datasets: test, train, validation (name one: {path}#test)", Refusal(path));
        Assert.Equal(
            $"{path}: it holds no dataset 'trian' (it holds test, train, validation; did you mean 'train'?)",
            Refusal(path, "trian")
        );
    }

    [Fact]
    public void Other_files_are_refused()
    {
        Assert.Contains(
            "does not start with \\x89HDF",
            Refusal(folder.Text("a.h5", "words")),
            StringComparison.Ordinal
        );
        Assert.Contains("does not start with", Refusal(folder.Text("b.h5", "")), StringComparison.Ordinal);
        Assert.Contains("no such file", Refusal(folder.At("none.h5")), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_sums_are_those_of_their_definitions()
    {
        // lookup3.c's own driver: hashlittle("Four score and seven years ago", 30, 0).
        Assert.Equal(0x17770551u, Lookup3.Compute("Four score and seven years ago"u8));
        Assert.Equal(0xdeadbeefu, Lookup3.Compute([]));
        byte[] summed = [1, 2, 3, .. BitConverter.GetBytes(0x05040402u)];
        Assert.Equal([1, 2, 3], Fletcher32.Verified(summed));
        summed[0]++;
        Assert.Throws<FormatException>(() => Fletcher32.Verified(summed));
    }

    [Theory]
    [InlineData("parts")]
    [InlineData("parts, latest")]
    [InlineData("packed, shuffled, summed")]
    [InlineData("fixed array, packed")]
    public void A_shorter_file_is_refused(string name)
    {
        byte[] whole = GoldenHdf5.Unpacked(GoldenHdf5.Read[name].File);
        string dataset = GoldenHdf5.Read[name].Datasets.Keys.First();
        for (int length = 0; length < whole.Length; length += 97)
        {
            Assert.Contains(
                "not a ",
                Refusal(folder.Bytes("a.h5", whole.AsSpan(0, length)), dataset),
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData("groups", 5)]
    [InlineData("groups, latest", 5)]
    [InlineData("compact, latest", 1)]
    [InlineData("chunks", 3)]
    [InlineData("packed, shuffled, summed", 7)]
    [InlineData("deep tree", 11)]
    [InlineData("implicit", 1)]
    [InlineData("fixed array, pages", 13)]
    public void Changed_bytes_give_numbers_or_one_sentence_and_take_no_memory(string name, int step)
    {
        byte[] whole = GoldenHdf5.Unpacked(GoldenHdf5.Read[name].File);
        string dataset = GoldenHdf5.Read[name].Datasets.Keys.First();
        int stride = LongTest.IsEnabled ? step : 5 * step;
        for (int place = 0; place < whole.Length; place += stride)
        {
            foreach (byte change in (ReadOnlySpan<byte>)[0x01, 0x80, 0xFF])
            {
                byte[] changed = [.. whole];
                changed[place] ^= change;
                AssertRefusedOrRead(changed, dataset, $"byte {place} ^ {change}");
            }
        }
    }

    [Fact]
    public void A_chunk_that_is_there_twice_is_refused()
    {
        byte[] whole = GoldenHdf5.Unpacked(GoldenHdf5.Read["chunks"].File);
        // After the header of the tree: keys of 32 bytes and addresses of 8; the second key is set to the first.
        int key = whole.AsSpan().LastIndexOf("TREE"u8) + 24;
        whole.AsSpan(key, 32).CopyTo(whole.AsSpan(key + 40));
        Assert.Contains("a chunk is there twice", Refusal(folder.Bytes("a.h5", whole)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40_000_000, "not all written")]
    [InlineData(200_000_000, "in a file of 5794 bytes")]
    [InlineData(1L << 40, "an axis of 1099511627776 numbers")]
    public void A_claim_of_rows_costs_no_memory(long rows, string expected)
    {
        byte[] whole = GoldenHdf5.Unpacked(GoldenHdf5.Read["packed"].File);
        byte[] sizes = [200, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0];
        BitConverter.TryWriteBytes(whole.AsSpan(whole.AsSpan().IndexOf(sizes)), rows);
        AssertRefusedOrRead(whole, "table", "rows");
        Assert.Contains(expected, Refusal(folder.Bytes("a.h5", whole)), StringComparison.Ordinal);
    }

    // The errors that reading by path reports as one sentence.
    private static void AssertRefusedOrRead(byte[] file, string dataset, string what)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Record.Exception(() => Hdf5File.Read(new MemoryStream(file), "a.h5", dataset));
        Assert.True(error is null or LikenessException or FormatException or NotSupportedException, $"{what}: {error}");
        Assert.DoesNotContain('\n', error?.Message ?? "");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxMemory);
    }

    private static string Refusal(string path, string? dataset = null) =>
        Assert.Throws<LikenessException>(() => Hdf5File.Read(path, dataset)).Message;
}
