using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Likeness.Data.Json;

/// <summary>The texts of JSON values, in memory that is used again: files have millions of values.</summary>
internal sealed class JsonText
{
    private static readonly JsonSerializerOptions OneLine = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private char[] letters = new char[256];
    private int length;

    /// <summary>The text of a value that is neither an object nor an array, until the next call: empty for null.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isString">Whether it is a string or a boolean.</param>
    /// <exception cref="InvalidOperationException">It has half of a character.</exception>
    public ReadOnlySpan<char> Of(JsonElement value, out bool isString)
    {
        isString = value.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False;
        length = 0;
        Append(value);
        return letters.AsSpan(0, length);
    }

    /// <summary>The values of an array with a separator between them, until the next call.</summary>
    /// <param name="array">The array, whose objects and arrays are texts as they stand.</param>
    /// <param name="separator">The separator.</param>
    /// <exception cref="InvalidOperationException">A value has half of a character.</exception>
    public ReadOnlySpan<char> Joined(JsonElement array, string separator)
    {
        length = 0;
        bool isFirst = true;
        foreach (var value in array.EnumerateArray())
        {
            Append(isFirst ? "" : separator);
            Append(value);
            isFirst = false;
        }

        return letters.AsSpan(0, length);
    }

    /// <summary>A value as JSON in one line.</summary>
    public static string Raw(JsonElement value)
    {
        string text = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value));
        return text.AsSpan().ContainsAny('\n', '\r') ? JsonSerializer.Serialize(value, OneLine) : text;
    }

    private void Append(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return;
        }

        var bytes = JsonMarshal.GetRawUtf8Value(value);
        if (value.ValueKind == JsonValueKind.String)
        {
            bytes = bytes[1..^1];
            if (bytes.Contains((byte)'\\'))
            {
                Append(value.GetString());
                return;
            }
        }

        Require(bytes.Length);
        length += Encoding.UTF8.GetChars(bytes, letters.AsSpan(length));
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Require(text.Length);
        text.CopyTo(letters.AsSpan(length));
        length += text.Length;
    }

    private void Require(int further)
    {
        if (letters.Length < length + further)
        {
            Array.Resize(ref letters, Math.Max(2 * letters.Length, length + further));
        }
    }
}
