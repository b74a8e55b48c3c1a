using System.Globalization;
using System.Text;
using System.Text.Json;
using Likeness.Data;

namespace Likeness.Modalities.Text.Data.Gpt2;

/// <summary>Reads the tokenizer in a folder of a Hugging Face GPT-2: <c>tokenizer.json</c>, or <c>vocab.json</c> and <c>merges.txt</c>.</summary>
internal static class TokenizerFiles
{
    internal const string Whole = "tokenizer.json";
    internal const string Tokens = "vocab.json";
    internal const string Merges = "merges.txt";
    internal const string EndOfText = "<|endoftext|>";

    private const int MaxTokens = 1 << 20;

    /// <summary>Reads the tokenizer.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="start">The number of the token before a text, from the configuration of the model; null for the end of a line.</param>
    /// <exception cref="LikenessException">There is none, or it is not a byte-level tokenizer as GPT-2's.</exception>
    public static Gpt2Vocabulary Read(string folder, int? start)
    {
        string whole = Path.Combine(folder, Whole);
        string tokens = Path.Combine(folder, Tokens);
        string merges = Path.Combine(folder, Merges);
        return File.Exists(whole) ? Parse(whole, json => FromWhole(json, start))
            : File.Exists(tokens) && File.Exists(merges)
                ? Parse(tokens, json => FromParts(json, Encoding.UTF8.GetString(InputFile.ReadAllBytes(merges)), start))
            : throw new LikenessException(
                $"{folder}: there is no tokenizer (put {Whole}, or {Tokens} and {Merges}, beside the weights)"
            );
    }

    private static Gpt2Vocabulary Parse(string path, Func<JsonElement, Gpt2Vocabulary> read)
    {
        try
        {
            using var json = JsonDocument.Parse(InputFile.ReadAllBytes(path));
            return read(json.RootElement);
        }
        catch (Exception error)
            when (error is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            string why = error switch
            {
                FormatException => error.Message.TrimEnd('.'),
                JsonException => "it is not JSON, or is cut off",
                _ => "a part that such files have is missing, or of another kind",
            };
            throw new LikenessException(
                $"{path}: this is not a tokenizer of GPT-2: {why} (copy the files of the model again)",
                error
            );
        }
    }

    private static Gpt2Vocabulary FromWhole(JsonElement json, int? start)
    {
        var model = json.GetProperty("model");
        Require(Text(model, "type") is null or "BPE", "its model is not BPE");
        Require(Text(model, "continuing_subword_prefix") is null or "", "it marks parts of words by a prefix");
        Require(Text(model, "end_of_word_suffix") is null or "", "it marks ends of words by a suffix");
        Require(!Flag(model, "ignore_merges", false), "it ignores merges");
        Require(IsNull(json, "normalizer"), "it normalises texts");
        var pieces = json.GetProperty("pre_tokenizer");
        Require(
            Text(pieces, "type") == "ByteLevel"
                && !Flag(pieces, "add_prefix_space", true)
                && Flag(pieces, "use_regex", true),
            "it does not divide texts as GPT-2 does (ByteLevel, without a space before the text)"
        );
        var numbers = model
            .GetProperty("vocab")
            .EnumerateObject()
            .Select(token => (token.Name, token.Value.GetInt32()));
        var added = json.TryGetProperty("added_tokens", out var list) ? list.EnumerateArray().ToList() : [];
        foreach (var token in added)
        {
            Require(
                !Flag(token, "lstrip", false) && !Flag(token, "rstrip", false) && !Flag(token, "single_word", false),
                "a special token of it takes blanks or word boundaries with it"
            );
        }

        List<(string Text, int Number)> special =
        [
            .. added.Select(token => (token.GetProperty("content").GetString()!, token.GetProperty("id").GetInt32())),
        ];
        return new Gpt2Vocabulary(
            InOrder([.. numbers, .. special]),
            [
                .. model
                    .GetProperty("merges")
                    .EnumerateArray()
                    .Select(merge =>
                        merge.ValueKind == JsonValueKind.Array
                            ? string.Join(' ', merge.EnumerateArray().Select(part => part.GetString()))
                            : merge.GetString()!
                    ),
            ],
            [.. special.Select(token => token.Number).Distinct()],
            start
        );
    }

    private static Gpt2Vocabulary FromParts(JsonElement json, string merges, int? start)
    {
        string[] tokens = InOrder([.. json.EnumerateObject().Select(token => (token.Name, token.Value.GetInt32()))]);
        int end = Array.IndexOf(tokens, EndOfText);
        return new Gpt2Vocabulary(
            tokens,
            [
                .. merges
                    .Split('\n')
                    .Select(line => line.TrimEnd('\r'))
                    .Where(
                        (line, i) =>
                            line.Length > 0 && !(i == 0 && line.StartsWith("#version", StringComparison.Ordinal))
                    ),
            ],
            end < 0 ? [] : [end],
            start
        );
    }

    // The tokens in the order of their numbers, which leave none out.
    private static string[] InOrder(IReadOnlyList<(string Text, int Number)> tokens)
    {
        int count = tokens.Count == 0 ? 0 : tokens.Max(token => token.Number) + 1;
        if (count is < 1 or > MaxTokens || tokens.Any(token => token.Number < 0))
        {
            throw new FormatException("its tokens have no numbers from 0 up");
        }

        var ordered = new string?[count];
        foreach (var (text, number) in tokens)
        {
            if (ordered[number] is { } other && other != text)
            {
                throw new FormatException($"the tokens '{other}' and '{text}' have the number {number}");
            }

            ordered[number] = text;
        }

        int missing = Array.IndexOf(ordered, null);
        return missing < 0
            ? Array.ConvertAll(ordered, text => text!)
            : throw new FormatException(
                $"no token has the number {missing.ToString(CultureInfo.InvariantCulture)} of {count}"
            );
    }

    private static void Require(bool isMet, string otherwise)
    {
        if (!isMet)
        {
            throw new FormatException(otherwise);
        }
    }

    private static bool IsNull(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;

    private static string? Text(JsonElement json, string name) =>
        IsNull(json, name) ? null : json.GetProperty(name).GetString();

    private static bool Flag(JsonElement json, string name, bool otherwise) =>
        IsNull(json, name) ? otherwise : json.GetProperty(name).GetBoolean();
}
