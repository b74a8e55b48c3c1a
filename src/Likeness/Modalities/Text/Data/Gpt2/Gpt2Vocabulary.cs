using System.Text;
using System.Text.Json;

namespace Likeness.Modalities.Text.Data.Gpt2;

/// <summary>
/// The byte-level byte-pair encoding of a Hugging Face tokenizer of GPT-2 (Radford et al. 2019, §2.2), with its token numbers. Within a piece of
/// <see cref="Gpt2Pieces"/> the earliest merge in the list is applied first. Special tokens, such as <c>&lt;|endoftext|&gt;</c>, are found before pieces.
/// </summary>
internal sealed class Gpt2Vocabulary : Vocabulary
{
    internal const string Kind = "gpt2";

    private readonly byte[][] bytes;
    private readonly int[] ofByte = new int[256];
    private readonly Dictionary<(int Left, int Right), (int Rank, int Token)> merges = [];
    private readonly SpecialTokens special;

    /// <summary>Makes the vocabulary.</summary>
    /// <param name="tokens">The text of each token: special ones as they are, others in the characters of <see cref="Gpt2Bytes"/>.</param>
    /// <param name="merges">Two tokens with a space between them, in the order of application.</param>
    /// <param name="special">The numbers of special tokens.</param>
    /// <param name="start">The number of the token before a text; null for the end of a line.</param>
    /// <exception cref="FormatException">They are not a vocabulary of all bytes; the message completes a sentence.</exception>
    public Gpt2Vocabulary(
        IReadOnlyList<string> tokens,
        IReadOnlyList<string> merges,
        IReadOnlyList<int> special,
        int? start = null
    )
    {
        (Tokens, Merges, Special) = (tokens, merges, special);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        bytes = new byte[tokens.Count][];
        this.special = new SpecialTokens(special, tokens);
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = special.Contains(i) ? Encoding.UTF8.GetBytes(tokens[i]) : Gpt2Bytes.ToBytes(tokens[i]);
            if (!numbers.TryAdd(tokens[i], i))
            {
                throw new FormatException($"the token '{tokens[i]}' comes twice");
            }
        }

        for (int value = 0; value < ofByte.Length; value++)
        {
            string text = Gpt2Bytes.ToText([(byte)value]);
            ofByte[value] = Number(text, $"it has no token for byte {value}");
        }

        for (int i = 0; i < merges.Count; i++)
        {
            string missing = $"merge {i + 1}, '{merges[i]}', is not of two tokens that it has";
            if (merges[i].Split(' ') is not [{ Length: > 0 } left, { Length: > 0 } right])
            {
                throw new FormatException(missing);
            }

            var pair = (Number(left, missing), Number(right, missing));
            // A later merge of the same pair is never reached.
            this.merges.TryAdd(pair, (i, Number(left + right, missing)));
        }

        Start = start ?? ofByte['\n'];
        if (Start < 0 || Start >= tokens.Count)
        {
            throw new FormatException($"the token before a text, {Start}, is none of its {tokens.Count}");
        }

        int Number(string text, string otherwise) =>
            numbers.TryGetValue(text, out int number) ? number : throw new FormatException(otherwise);
    }

    /// <summary>The text of each token.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>The merges.</summary>
    public IReadOnlyList<string> Merges { get; }

    /// <summary>The numbers of special tokens.</summary>
    public IReadOnlyList<int> Special { get; }

    /// <inheritdoc/>
    public override int Count => bytes.Length;

    /// <inheritdoc/>
    internal override int Start { get; }

    /// <inheritdoc/>
    public override int[] Encode(ReadOnlySpan<byte> text)
    {
        var encoded = new List<int>(text.Length / 2);
        var pieces = new KeptPieces(Pairs);
        var next = special.Find(text);
        for (int place = 0; place < text.Length; )
        {
            int end = next.TryPeek(out var found) ? found.Place : text.Length;
            for (var rest = text[place..end]; rest.Length > 0; )
            {
                var piece = Gpt2Pieces.First(rest);
                rest = rest[piece.Length..];
                encoded.AddRange(pieces.Encode(piece));
            }

            place = end;
            if (next.TryDequeue(out found))
            {
                encoded.Add(found.Token);
                place += bytes[found.Token].Length;
            }
        }

        return [.. encoded];
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> BytesOf(int token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, bytes.Length);
        return bytes[token];
    }

    /// <inheritdoc/>
    public override JsonElement ToJson() =>
        JsonSerializer.SerializeToElement(
            new
            {
                kind = Kind,
                tokens = Tokens,
                merges = Merges,
                special = Special,
                start = Start,
            }
        );

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">It is not a vocabulary.</exception>
    internal static Gpt2Vocabulary Restore(JsonElement json) =>
        new(
            [.. json.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!)],
            [.. json.GetProperty("merges").EnumerateArray().Select(merge => merge.GetString()!)],
            [.. json.GetProperty("special").EnumerateArray().Select(token => token.GetInt32())],
            json.GetProperty("start").GetInt32()
        );

    private int[] Pairs(ReadOnlySpan<byte> piece)
    {
        var tokens = new int[piece.Length];
        for (int i = 0; i < tokens.Length; i++)
        {
            tokens[i] = ofByte[piece[i]];
        }

        return PairMerging.Merge(tokens, merges);
    }
}
