using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Likeness.Interop;
using Likeness.Tests.House;

namespace Likeness.Tests.Interop;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"likeness-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Every_type_comes_back_bit_for_bit()
    {
        var file = new SafetensorsFile(
            [
                TensorData.Create<float>("w", [2, 3], [1, -2.5f, float.NaN, float.Epsilon, float.MaxValue, -0f]),
                TensorData.Create<double>("d", [], [Math.PI]),
                TensorData.Create<long>("step", [1], [long.MinValue]),
                TensorData.Create<byte>("b", [3], [0, 128, 255]),
                TensorData.Create<Half>("h", [1, 1, 1], [(Half)0.5f]),
                TensorData.Create<int>("empty", [4, 0], []),
                TensorData.Create<bool>("flag", [2], [true, false]),
            ],
            new Dictionary<string, string> { ["π \"quoted\""] = "line\nbreak", ["a"] = "" }
        );
        file.Write(path);
        var back = SafetensorsFile.Read(path);
        Assert.Equal(file.Metadata, back.Metadata);
        Assert.Equal(file.Tensors.Select(t => t.Name), back.Tensors.Select(t => t.Name));
        foreach (var tensor in file.Tensors)
        {
            Assert.Equal(tensor.Type, back[tensor.Name].Type);
            Assert.Equal(tensor.Shape, back[tensor.Name].Shape);
            Assert.True(tensor.Bytes.SequenceEqual(back[tensor.Name].Bytes));
        }

        Assert.Equal([1f, 0f], back["flag"].ToSingles());
        Assert.Equal([0.5f], back["h"].ToSingles());
    }

    [Fact]
    public void Bytes_depend_on_the_content_alone_and_data_is_aligned()
    {
        var a = TensorData.Create<float>("a", [1], [1]);
        var b = TensorData.Create<long>("bb", [1], [2]);
        byte[] first = Bytes(new SafetensorsFile([a, b], new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" }));
        byte[] second = Bytes(new SafetensorsFile([b, a], new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" }));
        Assert.Equal(first, second);
        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(first) % 8);
    }

    [Fact]
    public void Bytes_are_the_formats_own()
    {
        byte[] bytes = Bytes(new SafetensorsFile([TensorData.Create<float>("w", [1, 2], [1, 2])]));
        const string header = """{"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""";
        Assert.Equal((header.Length + 7) / 8 * 8, (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        Assert.Equal(header, Encoding.UTF8.GetString(bytes, 8, header.Length));
        Assert.Equal([0, 0, 128, 63, 0, 0, 0, 64], bytes[^8..]);
    }

    [Fact]
    public void Python_and_this_writer_agree_on_every_byte()
    {
        var golden = JsonDocument.Parse(Repository.Read("tests/golden/safetensors.json")).RootElement;
        byte[] expected = golden.GetProperty("file").GetBytesFromBase64();
        File.WriteAllBytes(path, expected);
        var read = SafetensorsFile.Read(path);
        Assert.Equal([1, -2.5f, 0.1f, 3e38f, 1e-45f, 0], read["a.weight"].Values<float>());
        Assert.Equal([(1L << 53) + 1], read["step"].Values<long>());
        Assert.Equal([1.0 / 3, -1e-300], read["moments"].Values<double>());
        Assert.Equal([0, 4], read["none"].Shape);
        Assert.Equal("π \"x\"\n", read.Metadata["a"]);
        Assert.Equal(expected, Bytes(read));
    }

    [Theory]
    [InlineData("", 0, "too few")]
    [InlineData("not json!", 0, "JSON")]
    [InlineData("[]", 0, "JSON")]
    [InlineData("""{"w":7}""", 0, "JSON")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2]}}""", 8, "lacks")]
    [InlineData("""{"w":{"dtype":"F31","shape":[2],"data_offsets":[0,8]}}""", 8, "F31")]
    [InlineData("""{"w":{"dtype":"7","shape":[8],"data_offsets":[0,8]}}""", 8, "unknown type")]
    [InlineData("""{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "shape")]
    [InlineData("""{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "fill")]
    [InlineData("""{"w":{"dtype":"F32","shape":[65536,65536,65536,65536],"data_offsets":[0,0]}}""", 0, "fill")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "cut off")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "belong to nothing")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "hole")]
    [InlineData("""{"w":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", 0, "before the data")]
    [InlineData(
        """{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"v":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""",
        12,
        "overlaps"
    )]
    [InlineData(
        """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        8,
        "twice"
    )]
    [InlineData("""{"__metadata__":{"a":3}}""", 0, "JSON")]
    public void Damage_is_named_in_one_sentence(string header, int data, string expected)
    {
        byte[] bytes = new byte[8 + header.Length + data];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        Encoding.UTF8.GetBytes(header, bytes.AsSpan(8));
        Refuse(bytes, expected);
    }

    [Fact]
    public void Any_truncation_is_refused()
    {
        byte[] whole = Bytes(new SafetensorsFile([TensorData.Create<float>("w", [4], [1, 2, 3, 4])]));
        for (int length = 0; length < whole.Length; length++)
        {
            Refuse(whole[..length], "corrupt or foreign checkpoint");
        }
    }

    [Fact]
    public void Any_changed_header_byte_is_refused_or_read_but_never_crashes()
    {
        byte[] whole = Bytes(new SafetensorsFile([TensorData.Create<float>("w", [4], [1, 2, 3, 4])]));
        for (int i = 0; i < whole.Length - 16; i++)
        {
            foreach (byte flip in new byte[] { 1, 4, 0x80, 0xFF })
            {
                byte[] damaged = [.. whole];
                damaged[i] ^= flip;
                File.WriteAllBytes(path, damaged);
                var error = Record.Exception(() => SafetensorsFile.Read(path));
                Assert.True(error is null or LikenessException, $"{i}: {error}");
            }
        }
    }

    [Fact]
    public void A_missing_file_or_tensor_is_named()
    {
        Assert.Contains(
            path,
            Assert.Throws<LikenessException>(() => SafetensorsFile.Read(path)).Message,
            StringComparison.Ordinal
        );
        new SafetensorsFile([TensorData.Create<float>("w", [1], [1])]).Write(path);
        var error = Assert.Throws<LikenessException>(() => SafetensorsFile.Read(path)["missing.weight"]);
        Assert.Contains("missing.weight", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(SafetensorsFile file)
    {
        using var stream = new MemoryStream();
        file.Write(stream);
        return stream.ToArray();
    }

    private void Refuse(byte[] bytes, string expected)
    {
        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<LikenessException>(() => SafetensorsFile.Read(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
