using System.Text.Json;
using Likeness.Interop;
using Likeness.Testing;
using Likeness.Tests.House;

namespace Likeness.Tests.Interop;

public sealed class PthFileTests : IDisposable
{
    private static readonly GoldenPth Golden = JsonSerializer.Deserialize<GoldenPth>(
        Repository.Read("tests/golden/pth.json"),
        JsonSerializerOptions.Web
    )!;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Readable => [.. Golden.Read.Keys];

    public static TheoryData<string> Unreadable => [.. Golden.Refused.Keys];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Readable))]
    public void Tensors_are_those_that_PyTorch_reads(string name)
    {
        var golden = Golden.Read[name];
        var tensors = PthFile.Read(folder.Bytes("a.pth", golden.File));
        Assert.Equal(golden.Tensors.Select(t => t.Name), tensors.Select(t => t.Name));
        foreach (var (expected, tensor) in golden.Tensors.Zip(tensors))
        {
            Assert.Equal(expected.Shape, tensor.Shape);
            Assert.Equal(Array.ConvertAll(expected.Values, value => (float)value), tensor.ToSingles());
        }
    }

    [Fact]
    public void Wide_numbers_keep_their_bits()
    {
        var tensors = PthFile.Read(folder.Bytes("a.pth", Golden.Read["types"].File)).ToDictionary(t => t.Name);
        Assert.Equal([1.0 / 3, -1e300], tensors["double"].Values<double>());
        Assert.Equal([1L << 53], tensors["long"].Values<long>());
        Assert.Equal([int.MinValue], tensors["int"].Values<int>());
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_is_no_state_dict_is_refused_by_name(string name)
    {
        string path = folder.Bytes("a.pth", Golden.Refused[name].File);
        var error = Assert.Throws<LikenessException>(() => PthFile.Read(path));
        Assert.Contains(Golden.Refused[name].Says, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        byte[] whole = Golden.Read["views"].File;
        for (int length = 0; length < whole.Length; length += 7)
        {
            string path = folder.Bytes("a.pth", whole.AsSpan(0, length));
            var error = Assert.Throws<LikenessException>(() => PthFile.Read(path));
            Assert.Contains("corrupt or foreign checkpoint", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_changed_byte_is_refused_or_changes_nothing()
    {
        byte[] whole = Golden.Read["views"].File;
        float[] all = [.. PthFile.Read(folder.Bytes("a.pth", whole)).SelectMany(t => t.ToSingles())];
        for (int place = 0; place < whole.Length; place += 3)
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= 0x41;
            string path = folder.Bytes("b.pth", damaged);
            var error = Record.Exception(() =>
                Assert.Equal(all, PthFile.Read(path).SelectMany(t => t.ToSingles()).ToArray())
            );
            Assert.True(error is null or LikenessException, $"byte {place}: {error}");
        }
    }

    [Fact]
    public void Foreign_and_missing_files_are_named()
    {
        Says(folder.Text("a.pth", "hello, this is text"), "'PK'");
        Says(folder.Text("b.pth", ""), "'PK'");
        Says(folder.At("none.pth"), "no such file");
    }

    [SkippableFact]
    public void The_origins_weights_have_the_names_and_shapes_of_its_model()
    {
        var tensors = PthFile.Read(SharedData.Require("pi/origin_realnvp.pth"));
        Assert.Equal(74, tensors.Count);
        Assert.Equal(["base_mean", "base_log_std"], tensors.Take(2).Select(t => t.Name));
        var byName = tensors.ToDictionary(t => t.Name);
        Assert.Equal([256, 5], byName["layers.0.scale_net.net.0.weight"].Shape);
        Assert.Equal(823_356, tensors.Skip(2).Sum(t => t.Length));
        Assert.All(tensors, t => Assert.Equal(TensorType.F32, t.Type));
        Assert.All(tensors.SelectMany(t => t.ToSingles()), value => Assert.InRange(value, -10, 10));
    }

    private static void Says(string path, string expected)
    {
        var error = Assert.Throws<LikenessException>(() => PthFile.Read(path));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    private sealed record GoldenPth(Dictionary<string, GoldenFile> Read, Dictionary<string, GoldenRefusal> Refused);

    private sealed record GoldenFile(byte[] File, GoldenTensor[] Tensors);

    private sealed record GoldenTensor(string Name, int[] Shape, double[] Values);

    private sealed record GoldenRefusal(byte[] File, string Says);
}
