using System.Text.Json;
using Likeness.Modalities.Text.Data.Gpt2;

namespace Likeness.Modalities.Text.Data;

/// <summary>
/// Encodes texts as sequences of tokens, each a number that stands for some bytes. Any bytes can be encoded, including invalid UTF-8, and
/// are decoded exactly.
/// </summary>
public abstract class Vocabulary
{
    /// <summary>The number of tokens, numbered from 0.</summary>
    public abstract int Count { get; }

    /// <summary>The implicit token before a text: the end of a line.</summary>
    internal virtual int Start => '\n';

    /// <summary>Encodes a text.</summary>
    public abstract int[] Encode(ReadOnlySpan<byte> text);

    /// <summary>The bytes of a token; at least one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public abstract ReadOnlySpan<byte> BytesOf(int token);

    /// <summary>Decodes tokens.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not a token.</exception>
    public byte[] Decode(ReadOnlySpan<int> tokens)
    {
        using var text = new MemoryStream();
        foreach (int token in tokens)
        {
            text.Write(BytesOf(token));
        }

        return text.ToArray();
    }

    /// <summary>The vocabulary as JSON, to be stored with a model.</summary>
    public abstract JsonElement ToJson();

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is not a vocabulary.</exception>
    public static Vocabulary FromJson(JsonElement json)
    {
        try
        {
            return json.GetProperty("kind").GetString() switch
            {
                ByteVocabulary.Kind => ByteVocabulary.Instance,
                Gpt2Vocabulary.Kind => Gpt2Vocabulary.Restore(json),
                BytePairs.Kind => BytePairs.FromMerges(json.GetProperty("merges")),
                var other => throw new FormatException($"its kind is '{other}'"),
            };
        }
        catch (Exception error)
            when (error is FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new LikenessException(
                $"a vocabulary cannot be read: {error.Message.TrimEnd('.')} (train the run again)",
                error
            );
        }
    }
}

/// <summary>Raw bytes: 256 tokens, one per byte of the text.</summary>
public sealed class ByteVocabulary : Vocabulary
{
    internal const string Kind = "bytes";

    private static readonly byte[] All = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    private ByteVocabulary() { }

    /// <summary>The only instance.</summary>
    public static ByteVocabulary Instance { get; } = new();

    /// <inheritdoc/>
    public override int Count => All.Length;

    /// <inheritdoc/>
    public override int[] Encode(ReadOnlySpan<byte> text)
    {
        var tokens = new int[text.Length];
        for (int i = 0; i < tokens.Length; i++)
        {
            tokens[i] = text[i];
        }

        return tokens;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> BytesOf(int token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, All.Length);
        return All.AsSpan(token, 1);
    }

    /// <inheritdoc/>
    public override JsonElement ToJson() => JsonSerializer.SerializeToElement(new { kind = Kind });
}
