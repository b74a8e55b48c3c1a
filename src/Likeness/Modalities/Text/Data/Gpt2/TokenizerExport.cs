using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Likeness.Modalities.Text.Data.Gpt2;

/// <summary>The files of a Hugging Face tokenizer that encodes as a vocabulary does.</summary>
internal static class TokenizerExport
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The same tokens as a vocabulary of Hugging Face.</summary>
    /// <exception cref="LikenessException">It divides texts in another way.</exception>
    public static Gpt2Vocabulary VocabularyOf(Vocabulary vocabulary) =>
        vocabulary switch
        {
            Gpt2Vocabulary known => known,
            ByteVocabulary => new Gpt2Vocabulary(
                [.. Enumerable.Range(0, 256).Select(value => Gpt2Bytes.ToText([(byte)value]))],
                [],
                []
            ),
            _ => throw new LikenessException(
                "learned byte pairs divide a text in another way than GPT-2's tokenizer, which could not encode it in the same way (train with --vocabulary 256)"
            ),
        };

    /// <summary>Names and contents of the files.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="context">The most tokens that the model is conditioned on.</param>
    public static IEnumerable<(string Name, string Text)> Files(Gpt2Vocabulary vocabulary, int context)
    {
        var tokens = vocabulary.Tokens.Select((text, number) => KeyValuePair.Create(text, (JsonNode?)number));
        yield return (TokenizerFiles.Tokens, ToText(new JsonObject(tokens)));
        var merges = new StringBuilder("#version: 0.2\n");
        foreach (string merge in vocabulary.Merges)
        {
            merges.Append(CultureInfo.InvariantCulture, $"{merge}\n");
        }

        yield return (TokenizerFiles.Merges, merges.ToString());
        yield return (TokenizerFiles.Whole, ToText(Whole(vocabulary)));
        yield return (
            "tokenizer_config.json",
            ToText(
                new JsonObject
                {
                    ["add_prefix_space"] = false,
                    ["clean_up_tokenization_spaces"] = false,
                    ["model_max_length"] = context,
                    ["tokenizer_class"] = "PreTrainedTokenizerFast",
                }
            )
        );
    }

    /// <summary>JSON as the files hold it: indented, with characters as they are.</summary>
    public static string ToText(JsonNode json) => json.ToJsonString(Indented) + "\n";

    private static JsonObject Whole(Gpt2Vocabulary vocabulary)
    {
        var special = vocabulary.Special.Select(number =>
            (JsonNode)
                new JsonObject
                {
                    ["id"] = number,
                    ["content"] = vocabulary.Tokens[number],
                    ["single_word"] = false,
                    ["lstrip"] = false,
                    ["rstrip"] = false,
                    ["normalized"] = false,
                    ["special"] = true,
                }
        );
        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. special]),
            ["normalizer"] = null,
            ["pre_tokenizer"] = ByteLevel(),
            ["post_processor"] = null,
            ["decoder"] = ByteLevel(),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = false,
                ["byte_fallback"] = false,
                ["vocab"] = new JsonObject(
                    vocabulary.Tokens.Select((text, number) => KeyValuePair.Create(text, (JsonNode?)number))
                ),
                ["merges"] = new JsonArray([.. vocabulary.Merges.Select(merge => (JsonNode?)merge)]),
            },
        };
    }

    private static JsonObject ByteLevel() =>
        new()
        {
            ["type"] = "ByteLevel",
            ["add_prefix_space"] = false,
            ["trim_offsets"] = true,
            ["use_regex"] = true,
        };
}
