using System.Text.Json;
using Likeness.Models.Sequences;

namespace Likeness.Models.ReferenceWeights;

/// <summary>The parts of a config.json of GPT-2 that its tensors do not show. What <see cref="Gpt2Text"/> does not compute is refused.</summary>
internal sealed class Gpt2Configuration
{
    private const double Epsilon = 1e-5;

    private readonly ReferenceFile file;
    private readonly JsonElement json;

    private Gpt2Configuration(ReferenceFile file, JsonElement json) => (this.file, this.json) = (file, json);

    /// <summary>The number of the token before a text; null for none.</summary>
    public int? Start => Number("bos_token_id") is { } number ? (int)number : null;

    /// <summary>Finds the configuration beside a file.</summary>
    /// <exception cref="LikenessException">There is none, or it is of another model.</exception>
    public static Gpt2Configuration Read(ReferenceFile file)
    {
        var configuration = new Gpt2Configuration(
            file,
            file.Configuration
                ?? throw file.Error("there is no config.json beside it, which has the number of heads (copy it there)")
        );
        configuration.Require("model_type", "gpt2");
        configuration.Require("activation_function", "gelu_new", "gelu_pytorch_tanh");
        configuration.Require("scale_attn_weights", "True");
        configuration.Require("scale_attn_by_inverse_layer_idx", "False");
        configuration.Require("tie_word_embeddings", "True");
        configuration.Require("add_cross_attention", "False");
        return configuration.Number("layer_norm_epsilon") is null or Epsilon
            ? configuration
            : throw configuration.Error("its layer_norm_epsilon is not 1e-5, as here");
    }

    /// <summary>Options with the heads, the dropout and the first weights of the configuration.</summary>
    /// <exception cref="LikenessException">The number of heads is missing, or a number is impossible.</exception>
    public Gpt2TextOptions OptionsOf(ReferenceFile of)
    {
        int width = of.ShapeOf("transformer.wte.weight", 2)[1];
        return Number("n_head") is { } heads and >= 1 && heads % 1 == 0 && width % heads == 0
            ? new Gpt2TextOptions
            {
                Heads = (int)heads,
                Dropout = Number("resid_pdrop") ?? 0.1,
                Deviation = Number("initializer_range") ?? 0.02,
            }
            : throw Error($"its n_head is no number that divides the {width} features of the weights");
    }

    /// <summary>Compares the sizes in the configuration with those of the tensors.</summary>
    /// <exception cref="LikenessException">They differ.</exception>
    public void Compare(ReferenceFile of, Gpt2TextOptions options)
    {
        (string Name, int Size)[] sizes =
        [
            ("n_layer", options.Layers),
            ("n_embd", options.Width),
            ("n_positions", options.Context),
            ("vocab_size", options.Vocabulary),
        ];
        foreach (var (name, size) in sizes)
        {
            if (Number(name) is { } stated && stated != size)
            {
                throw Error($"its {name} is {stated}, but the weights have {size} (copy the files of one model)");
            }
        }
    }

    private void Require(string name, params string[] known)
    {
        if (
            json.TryGetProperty(name, out var value)
            && value.ValueKind != JsonValueKind.Null
            && !known.Contains(value.ToString())
        )
        {
            throw Error($"its {name} is {value}, but only {known[0]} is imported");
        }
    }

    private double? Number(string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) ? number
        : throw Error($"its {name} is no number");

    private LikenessException Error(string what) => new($"{Path.Combine(file.Folder, "config.json")}: {what}");
}
