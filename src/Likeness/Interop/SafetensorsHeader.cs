using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Likeness.Interop;

/// <summary>The location of one tensor in a safetensors file.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The format of its numbers.</param>
/// <param name="Shape">Its axes.</param>
/// <param name="Begin">The first byte, counted from the end of the header.</param>
/// <param name="End">The byte after the last.</param>
internal sealed record SafetensorsEntry(string Name, TensorType Type, int[] Shape, long Begin, long End);

/// <summary>
/// The JSON header of a safetensors file: <c>{"name": {"dtype", "shape", "data_offsets"}, …, "__metadata__": {…}}</c>,
/// by the format's own description at github.com/huggingface/safetensors.
/// </summary>
internal static class SafetensorsHeader
{
    private const string MetadataKey = "__metadata__";
    private const int Alignment = 8;

    /// <summary>The header's bytes, padded with spaces so that the data after it begins at a multiple of 8.</summary>
    public static byte[] Write(IEnumerable<SafetensorsEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (
            var json = new Utf8JsonWriter(
                buffer,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(MetadataKey);
                foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            foreach (var entry in entries)
            {
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype"u8, entry.Type.ToString().ToUpperInvariant());
                WriteNumbers(json, "shape"u8, entry.Shape.Select(axis => (long)axis));
                WriteNumbers(json, "data_offsets"u8, [entry.Begin, entry.End]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        int padding = -buffer.WrittenCount & (Alignment - 1);
        return [.. buffer.WrittenSpan, .. Enumerable.Repeat((byte)' ', padding)];
    }

    /// <summary>Reads a header, and checks that the entries fill the data exactly.</summary>
    /// <param name="header">The header's bytes.</param>
    /// <param name="dataLength">The bytes that follow the header.</param>
    /// <exception cref="FormatException">The error, as the end of a sentence.</exception>
    public static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata) Read(
        ReadOnlyMemory<byte> header,
        long dataLength
    )
    {
        var entries = new List<SafetensorsEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(
                header,
                new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 }
            );
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals(MetadataKey))
                {
                    foreach (var pair in property.Value.EnumerateObject())
                    {
                        metadata.Add(
                            pair.Name,
                            pair.Value.GetString() ?? throw new FormatException("its metadata holds null")
                        );
                    }
                }
                else
                {
                    entries.Add(ReadEntry(property.Name, property.Value));
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FormatException("its header is not the JSON that it should be, or names something twice", error);
        }

        CheckCover(entries, dataLength);
        return (entries, metadata);
    }

    private static void WriteNumbers(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static SafetensorsEntry ReadEntry(string name, JsonElement entry)
    {
        if (
            !entry.TryGetProperty("dtype"u8, out var dtype)
            || !entry.TryGetProperty("shape"u8, out var shape)
            || !entry.TryGetProperty("data_offsets"u8, out var offsets)
            || offsets.GetArrayLength() != 2
        )
        {
            throw new FormatException($"tensor '{name}' lacks its dtype, shape or data_offsets");
        }

        if (!TryParseType(dtype.GetString(), out var type))
        {
            throw new FormatException($"tensor '{name}' has the unknown type '{dtype.GetString()}'");
        }

        var axes = new int[shape.GetArrayLength()];
        for (int i = 0; i < axes.Length; i++)
        {
            if (!shape[i].TryGetInt32(out axes[i]) || axes[i] < 0)
            {
                throw new FormatException($"tensor '{name}' has an impossible shape");
            }
        }

        if (!offsets[0].TryGetInt64(out long begin) || !offsets[1].TryGetInt64(out long end))
        {
            throw new FormatException($"tensor '{name}' has impossible offsets");
        }

        return Fits(axes, type, end - begin)
            ? new SafetensorsEntry(name, type, axes, begin, end)
            : throw new FormatException($"tensor '{name}' has a shape that does not fill its bytes");
    }

    private static bool TryParseType(string? text, out TensorType type)
    {
        type = default;
        foreach (var candidate in Enum.GetValues<TensorType>())
        {
            if (string.Equals(candidate.ToString().ToUpperInvariant(), text, StringComparison.Ordinal))
            {
                type = candidate;
                return true;
            }
        }

        return false;
    }

    private static bool Fits(int[] shape, TensorType type, long length)
    {
        Int128 count = type.Size();
        foreach (int axis in shape)
        {
            count = count > int.MaxValue && axis > 0 ? Int128.MaxValue / int.MaxValue : count * axis;
        }

        return count == length && length <= Array.MaxLength;
    }

    // Sorted by position, each tensor begins where the previous one ends: no overlap, no hole, nothing out of bounds.
    private static void CheckCover(List<SafetensorsEntry> entries, long dataLength)
    {
        long place = 0;
        foreach (var entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin != place)
            {
                throw new FormatException(
                    entry.Begin < place
                        ? $"tensor '{entry.Name}' overlaps another or begins before the data"
                        : $"there is a hole before tensor '{entry.Name}'"
                );
            }

            place = entry.End;
        }

        if (place != dataLength)
        {
            throw new FormatException(
                place > dataLength
                    ? $"it is cut off: {place - dataLength} bytes are missing"
                    : $"{dataLength - place} bytes after its last tensor belong to nothing"
            );
        }
    }
}
