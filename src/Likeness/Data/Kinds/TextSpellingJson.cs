using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Likeness.Data.Kinds;

/// <summary>
/// Writes a <see cref="TextSpelling"/> with a text for each context: its total, then each continuation, a character with its count. A run would otherwise
/// have a line for each.
/// </summary>
internal sealed class TextSpellingJson : JsonConverter<TextSpelling>
{
    private const string Longest = "longest";
    private const string Contexts = "contexts";
    private const string Shapes = "shapes";
    private const string Codes = "codes";
    private const string Written = "written";
    private const string Words = "words";
    private const string Word = "word";
    private const string Joined = "joined";
    private const string Lists = "lists";
    private const char End = '\n';
    private const char Between = ' ';

    /// <inheritdoc/>
    public override TextSpelling Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var json = JsonDocument.ParseValue(ref reader);
        try
        {
            return new(
                json.RootElement.GetProperty(Longest).GetInt32(),
                json.RootElement.GetProperty(Contexts)
                    .EnumerateObject()
                    .ToDictionary(one => one.Name, one => Parse(one.Value.GetString() ?? ""), StringComparer.Ordinal),
                json.RootElement.GetProperty(Shapes).Deserialize<Dictionary<string, long[]>>() ?? []
            )
            {
                // Older runs have none of these.
                Codes = Optional<Dictionary<string, int>>(Codes) ?? [],
                Written = Optional<HashSet<string>>(Written) ?? [],
                Words = Optional<Dictionary<int, int>>(Words) ?? [],
                Word = Optional<string>(Word),
                Joined = Optional<string>(Joined),
                Lists = Optional<TextLists>(Lists),
            };

            T? Optional<T>(string name)
                where T : class => json.RootElement.TryGetProperty(name, out var value) ? value.Deserialize<T>() : null;
        }
        catch (Exception error)
            when (error is KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new JsonException("no spelling of texts", error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TextSpelling value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber(Longest, value.Longest);
        writer.WriteStartObject(Contexts);
        foreach (var (context, next) in value.Contexts)
        {
            writer.WriteString(context, Text(next));
        }

        writer.WriteEndObject();
        writer.WritePropertyName(Shapes);
        JsonSerializer.Serialize(writer, value.Shapes);
        if (value.Codes.Count > 0)
        {
            writer.WritePropertyName(Codes);
            JsonSerializer.Serialize(writer, value.Codes);
            writer.WritePropertyName(Written);
            JsonSerializer.Serialize(writer, value.Written);
        }

        if (value.Words.Count > 0)
        {
            writer.WritePropertyName(Words);
            JsonSerializer.Serialize(writer, value.Words);
        }

        if (value.Word is { } word)
        {
            writer.WriteString(Word, word);
        }

        if (value.Joined is { } joined)
        {
            writer.WriteString(Joined, joined);
        }

        if (value.Lists is { } lists)
        {
            writer.WritePropertyName(Lists);
            JsonSerializer.Serialize(writer, lists);
        }

        writer.WriteEndObject();
    }

    private static string Text(SpellingContext context) =>
        string.Join(
            Between,
            [$"{context.Total}", .. context.Next.Select(one => $"{(one.Key.Length == 0 ? End : one.Key)}{one.Value}")]
        );

    private static SpellingContext Parse(string text)
    {
        int at = 0;
        int total = Number(text, ref at);
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        while (at < text.Length)
        {
            at++;
            var rune = at < text.Length ? Rune.GetRuneAt(text, at) : throw new FormatException();
            at += rune.Utf16SequenceLength;
            next[rune.Value == End ? "" : $"{rune}"] = Number(text, ref at);
        }

        return new(total, next);
    }

    private static int Number(string text, ref int at)
    {
        int from = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return int.Parse(text.AsSpan(from, at - from), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
