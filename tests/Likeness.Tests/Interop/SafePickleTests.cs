using System.IO.Compression;
using System.Text;
using Likeness.Interop;
using Likeness.Testing;

namespace Likeness.Tests.Interop;

/// <summary>Pickles that PyTorch would never write, some of them malicious, each in an otherwise valid zip.</summary>
public sealed class SafePickleTests : IDisposable
{
    private const string Start = "\u0080\u0002";
    private const string Float4 = "(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuK\u0004tQ";
    private const string Rebuild = "ctorch._utils\n_rebuild_tensor_v2\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_tensor_written_by_hand_is_read()
    {
        var tensor = Assert.Single(
            Read($"{Start}}}X\u0001\0\0\0w{Rebuild}({Float4}K\u0001K\u0002\u0085K\u0002\u0085\u0089}}tRs.")
        );
        Assert.Equal("w", tensor.Name);
        Assert.Equal([1f, 3f], tensor.ToSingles());
    }

    [Theory]
    [InlineData("cos\nsystem\n(X\u0004\0\0\0exittR.", "'os.system', which this reader refuses")]
    [InlineData("cposix\nsystem\n.", "'posix.system'")]
    [InlineData("cbuiltins\neval\n.", "'builtins.eval'")]
    [InlineData("ctorch\nload\n.", "'torch.load'")]
    [InlineData("ctorch._utils\n_rebuild_tensor\n.", "'torch._utils._rebuild_tensor'")]
    [InlineData("ccollections\nOrderedDict.__reduce__\n.", "'collections.OrderedDict.__reduce__'")]
    [InlineData("ca\u001b[31m\nb\n.", "'a?[31m.b'")]
    [InlineData("\u0093.", "opcode 0x93")]
    [InlineData("(ios\nsystem\n.", "opcode 0x69")]
    [InlineData("\u0081.", "opcode 0x81")]
    [InlineData("\u0082\u0001.", "opcode 0x82")]
    [InlineData("I1\n.", "opcode 0x49")]
    public void What_could_run_or_is_unknown_is_refused_by_name(string pickle, string expected) =>
        Refuse(Start + pickle, expected);

    [Theory]
    [InlineData("ccollections\nOrderedDict\n(K\u0001tR.", "calls something")]
    [InlineData("K\u0001)R.", "calls something")]
    [InlineData("ccollections\nOrderedDict\n)R)b.", "sets the state")]
    [InlineData("])b.", "sets the state")]
    [InlineData("X\u0001\0\0\0sQ.", "refers to a storage")]
    [InlineData("K\u0001", "ends too early")]
    [InlineData("X\u00ff\u00ff\u00ff\u007fa.", "ends too early")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ffa.", "ends too early")]
    [InlineData("X\u0001\0\0\0\u00ff.", "not UTF-8")]
    [InlineData("cno line break", "without end")]
    [InlineData("\u008a\u0009123456789.", "number of 9 bytes")]
    [InlineData(".", "damaged")]
    [InlineData("(.", "damaged")]
    [InlineData("t.", "damaged")]
    [InlineData("K\u0001K\u0002.", "damaged")]
    [InlineData("(K\u0001\u0086.", "damaged")]
    [InlineData("h\u0003.", "damaged")]
    [InlineData("}(K\u0001u.", "damaged")]
    [InlineData("}}K\u0001s.", "damaged")]
    [InlineData(")K\u0001a.", "damaged")]
    [InlineData("K\u0001.", "no tensors")]
    [InlineData("]q\u0001h\u0001a.", "nested too deeply")]
    public void Damage_is_named(string pickle, string expected) => Refuse(Start + pickle, expected);

    [Theory]
    [InlineData("K\u0000K\u0005\u0085K\u0001\u0085", "beyond its numbers")]
    [InlineData("K\u0004K\u0001\u0085K\u0001\u0085", "beyond its numbers")]
    [InlineData("K\u0000K\u0002K\u0002\u0086K\u0003K\u0001\u0086", "beyond its numbers")]
    [InlineData("K\u0000J\u00ff\u00ff\u00ff\u00ff\u0085K\u0001\u0085", "impossible shape")]
    [InlineData("K\u0000K\u0002\u0085J\u00ff\u00ff\u00ff\u00ff\u0085", "impossible shape")]
    [InlineData("K\u0000K\u0002K\u0002\u0086K\u0001\u0085", "calls something")]
    [InlineData("J\u00ff\u00ff\u00ff\u00ffK\u0002\u0085K\u0001\u0085", "calls something")]
    [InlineData("K\u0000J\u00ff\u00ff\u00ff\u007fJ\u00ff\u00ff\u00ff\u007f\u0086K\u0000K\u0000\u0086", "too large")]
    [InlineData("K\u0000J\0\0\0\u0010\u0085K\u0000\u0085", "times the file's size")]
    [InlineData(
        "K\u0000K\u0001J\0\0\0\u0010\u0086\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007fK\0\u0086",
        "impossible shape"
    )]
    public void Views_outside_their_numbers_are_refused(string view, string expected) =>
        Refuse($"{Start}{Rebuild}({Float4}{view}\u0089}}tR.", expected);

    [Fact]
    public void Lists_repeated_in_lists_come_to_an_end()
    {
        // Twelve lists, each holding the one before a hundred times: 100¹² values to visit in a pickle of 3 kB.
        var pickle = new StringBuilder($"{Start}(]q\0");
        for (int level = 0; level < 12; level++)
        {
            string repeated = string.Concat(Enumerable.Repeat($"h{(char)level}", 100));
            pickle.Append($"]({repeated}eq{(char)(level + 1)}");
        }

        Refuse($"{pickle}t.", "nested too deeply or too often");
    }

    [Fact]
    public void Storages_must_be_there_uncompressed_and_of_their_size()
    {
        string pickle = $"{Start}{Rebuild}({Float4}K\0K\u0004\u0085K\u0001\u0085\u0089}}tR.";
        Says(Zip(pickle, []), "storage '0' are missing");
        Says(Zip(pickle, new byte[15]), "15 bytes and not 4 numbers");
        Says(Zip(pickle, new byte[16], order: "big"), "little-endian");
        Says(Zip(pickle, new byte[16], level: CompressionLevel.Optimal), "compressed");
        Assert.Equal(4, Assert.Single(PthFile.Read(Zip(pickle, new byte[16], order: "little"))).Length);
    }

    private IReadOnlyList<TensorData> Read(string pickle)
    {
        byte[] numbers = [.. new float[] { 0, 1, 2, 3 }.SelectMany(BitConverter.GetBytes)];
        return PthFile.Read(Zip(pickle, numbers));
    }

    private void Refuse(string pickle, string expected)
    {
        var error = Assert.Throws<LikenessException>(() => Read(pickle));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static void Says(string path, string expected)
    {
        var error = Assert.Throws<LikenessException>(() => PthFile.Read(path));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private string Zip(
        string pickle,
        byte[] numbers,
        string? order = null,
        CompressionLevel level = CompressionLevel.NoCompression
    )
    {
        string path = folder.At("a.pth");
        File.Delete(path);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add("a/data.pkl", Encoding.Latin1.GetBytes(pickle));
        if (numbers.Length > 0)
        {
            Add("a/data/0", numbers);
        }

        if (order is not null)
        {
            Add("a/byteorder", Encoding.ASCII.GetBytes(order));
        }

        return path;

        void Add(string name, byte[] bytes)
        {
            using var stream = archive.CreateEntry(name, level).Open();
            stream.Write(bytes);
        }
    }
}
