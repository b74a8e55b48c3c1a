using System.Text;
using System.Text.Json;
using Likeness.Interop;
using Likeness.Testing;
using Likeness.Tests.House;

namespace Likeness.Tests.Interop;

/// <summary>Tables pickled by pandas, with their values: tests/golden/pickled_frames.py.</summary>
public sealed class DataFramePickleTests : IDisposable
{
    private const long MaxMemory = 32 << 20;

    private static readonly Goldens Golden = JsonSerializer.Deserialize<Goldens>(
        Repository.Read("tests/golden/pickled_frames.json"),
        JsonSerializerOptions.Web
    )!;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Readable => [.. Golden.Read.Keys];

    public static TheoryData<string> Unreadable => [.. Golden.Refused.Keys];

    public void Dispose() => folder.Dispose();

    /// <summary>A valid file.</summary>
    internal static byte[] File(string name) => Golden.Read[name].File;

    [Theory]
    [MemberData(nameof(Readable))]
    public void Columns_are_those_of_pandas(string name)
    {
        var golden = Golden.Read[name];
        var table = DataFramePickle.Read(folder.Bytes("a.pickle", golden.File));
        Assert.Equal(golden.Names, table.Columns.Select(column => column.Name));
        Assert.Equal(golden.Values.Select(value => value ?? double.NaN), table.ToRowMajor());
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_is_no_table_of_numbers_is_refused_by_name(string name)
    {
        string path = folder.Bytes("a.pickle", Golden.Refused[name].File);
        Says(path, Golden.Refused[name].Says);
    }

    [Theory]
    [InlineData("cpandas.core.frame\nDataFrame\n)\u0081.", "holds no DataFrame")]
    [InlineData("cpandas.core.frame\nDataFrame\n)\u0081}b.", "not put together")]
    [InlineData("cpandas.core.frame\nDataFrame\n)\u0081}(X\u0004\0\0\0_mgrh\u0001ub.", "damaged")]
    [InlineData("cpandas.core.frame\nDataFrame\n)\u0081q\u0001}(X\u0004\0\0\0_mgrh\u0001ub.", "not put together")]
    [InlineData("c_codecs\nencode\nX\u0001\0\0\0aX\u0005\0\0\0utf-8\u0086R.", "in a way that NumPy does not")]
    [InlineData(
        "c_codecs\nencode\nX\u0003\0\0\0\u00e2\u0082\u00acX\u0006\0\0\0latin1\u0086R.",
        "makes bytes of a text"
    )]
    [InlineData("\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffa.", "ends too early")]
    [InlineData("\u008e\0\0\0\0\u0001\0\0\0a.", "ends too early")]
    [InlineData("K\u0001\u0093.", "damaged")]
    [InlineData("\u0094.", "damaged")]
    [InlineData("\u0092.", "opcode 0x92")]
    [InlineData("\u008c\u0002os\u008c\u0006system\u0093.", "it asks for 'os.system'")]
    [InlineData("\u008c\u0002\u001b[\u008c\u0001a\u0093.", "it asks for '?[.a'")]
    public void Damage_is_named(string words, string expected) =>
        Says(folder.Bytes("a.pickle", Encoding.Latin1.GetBytes($"\u0080\u0004{words}")), expected);

    [Fact]
    public void One_array_named_a_thousand_times_is_no_large_table()
    {
        // 2,000 columns of 50,000 rows out of 400 kB: 800 MB.
        var names = new StringBuilder();
        var blocks = new StringBuilder();
        for (int i = 0; i < 2000; i++)
        {
            names.Append($"X\u0004\0\0\0{i:0000}");
            string place = $"c__builtin__\nslice\nM{Low(i)}M{Low(i + 1)}K\u0001\u0087R";
            blocks.Append(
                $"cpandas._libs.internals\n_unpickle_block\n{(i == 0 ? Numbers(50_000) : "h\u0001")}{place}K\u0002\u0087R"
            );
        }

        string labels =
            $"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R(K\u0001M{Low(2000)}\u0085";
        labels += $"cnumpy\ndtype\nU\u0002O8K\0K\u0001\u0087R\u0089]({names}etb";
        string index =
            $"cpandas.core.indexes.base\n_new_Index\ncpandas.core.indexes.base\nIndex\n}}U\u0004data{labels}s\u0086R";
        string manager = $"cpandas.core.internals.managers\nBlockManager\n({blocks}t]{index}a\u0086R";
        byte[] pickle = Encoding.Latin1.GetBytes(
            $"\u0080\u0002cpandas.core.frame\nDataFrame\n)\u0081}}X\u0004\0\0\0_mgr{manager}sb."
        );
        long before = GC.GetAllocatedBytesForCurrentThread();
        Says(folder.Bytes("a.pickle", pickle), "50000 rows of 2000 columns cannot lie in");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxMemory);
    }

    [Fact]
    public void Bytes_of_one_text_are_made_once()
    {
        string text = $"X{(char)0}\0\u0001\0{new string('a', 1 << 16)}";
        string again = string.Concat(Enumerable.Repeat("c_codecs\nencode\nh\u0001X\u0006\0\0\0latin1\u0086R", 100));
        byte[] pickle = Encoding.Latin1.GetBytes($"\u0080\u0002({text}q\u0001{again}t.");
        Says(folder.Bytes("a.pickle", pickle), "makes bytes of a text");
    }

    [Theory]
    [InlineData("protocol 2", 3)]
    [InlineData("protocol 5", 1)]
    [InlineData("names are numbers, chosen", 1)]
    [InlineData("Python 2, pandas 0.18", 3)]
    [InlineData("Python 2, pandas 0.13", 3)]
    public void Damaged_files_give_a_table_or_one_sentence_and_take_no_memory(string name, int step)
    {
        byte[] whole = Golden.Read[name].File;
        for (int place = 0; place < whole.Length; place += step)
        {
            AssertRefused(whole[..place], $"{place} bytes");
            foreach (byte change in (ReadOnlySpan<byte>)[0x01, 0x41, 0x80, 0xFF])
            {
                byte[] changed = [.. whole];
                changed[place] ^= change;
                AssertRefusedOrRead(changed, $"byte {place} ^ {change}");
            }
        }
    }

    private static string Low(int number) => $"{(char)(number & 0xFF)}{(char)(number >> 8)}";

    // A one-row array of bytes, memoised at index 1.
    private static string Numbers(int count) =>
        "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R(K\u0001K\u0001"
        + $"M{Low(count)}\u0086cnumpy\ndtype\nU\u0002f8K\0K\u0001\u0087R\u0089"
        + $"T{(char)(8 * count & 0xFF)}{(char)(8 * count >> 8 & 0xFF)}{(char)(8 * count >> 16)}\0{new string('\0', 8 * count)}tbq\u0001";

    private static void AssertRefused(byte[] file, string what) => Assert.True(Error(file) is not null, what);

    private static void AssertRefusedOrRead(byte[] file, string what)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Error(file);
        Assert.True(error is null or FormatException or NotSupportedException, $"{what}: {error}");
        Assert.DoesNotContain('\n', error?.Message ?? "");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxMemory);
    }

    // The errors that reading by path reports as one sentence.
    private static Exception? Error(byte[] file) => Record.Exception(() => DataFramePickle.Read(file));

    private static void Says(string path, string expected)
    {
        var error = Assert.Throws<LikenessException>(() => DataFramePickle.Read(path));
        Assert.StartsWith($"{path}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private sealed record Goldens(Dictionary<string, GoldenFrame> Read, Dictionary<string, GoldenRefusal> Refused);

    private sealed record GoldenFrame(byte[] File, string[] Names, double?[] Values);

    private sealed record GoldenRefusal(byte[] File, string Says);
}
