using System.Text.Json;
using Likeness.Interop;
using Likeness.Modalities.Text.Data;
using Likeness.Modalities.Text.Data.Gpt2;
using Likeness.Models.Sequences;

namespace Likeness.Models.ReferenceWeights;

/// <summary>
/// GPT-2 of Hugging Face (transformers, models/gpt2/modeling_gpt2.py): a folder with <c>model.safetensors</c>, <c>config.json</c> and a tokenizer. Its
/// linear layers are transposed ("Conv1D"), and the vectors of tokens also give the logits.
/// </summary>
internal sealed class Gpt2Layout : WeightLayout
{
    private const string Prefix = "transformer.";
    private const string Logits = "lm_head.weight";

    private static readonly (string Own, string Theirs, bool IsTransposed)[] LayerNames =
    [
        ("norm1.weight", "ln_1.weight", false),
        ("norm1.bias", "ln_1.bias", false),
        ("self_attn.in_proj_weight", "attn.c_attn.weight", true),
        ("self_attn.in_proj_bias", "attn.c_attn.bias", false),
        ("self_attn.out_proj.weight", "attn.c_proj.weight", true),
        ("self_attn.out_proj.bias", "attn.c_proj.bias", false),
        ("norm2.weight", "ln_2.weight", false),
        ("norm2.bias", "ln_2.bias", false),
        ("linear1.weight", "mlp.c_fc.weight", true),
        ("linear1.bias", "mlp.c_fc.bias", false),
        ("linear2.weight", "mlp.c_proj.weight", true),
        ("linear2.bias", "mlp.c_proj.bias", false),
    ];

    public static Gpt2Layout Instance { get; } = new();

    public override string Reference => "GPT-2 of Hugging Face";

    public override string Mark => "transformer.wte.weight";

    public override bool HasEncoding => true;

    public override IReadOnlyList<string> Fitted => [NGramMixture.Share];

    // Files of the model without its head leave the prefix out.
    public override string NameOf(string tensor) =>
        tensor.StartsWith(Prefix, StringComparison.Ordinal) || tensor == Logits ? tensor : Prefix + tensor;

    public override ModelOptions OptionsOf(ReferenceFile file)
    {
        var configuration = Gpt2Configuration.Read(file);
        var tokens = file.ShapeOf(Mark, 2);
        int layers = file.Count(i => $"{LayerName(i)}.ln_1.weight");
        var options = configuration.OptionsOf(file) with
        {
            Vocabulary = tokens[0],
            Context = file.ShapeOf("transformer.wpe.weight", 2)[0],
            Width = tokens[1],
            Layers = layers,
            Hidden = file.ShapeOf($"{LayerName(0)}.mlp.c_fc.weight", 2)[1],
        };
        configuration.Compare(file, options);
        return options;
    }

    public override JsonElement? EncodingOf(ReferenceFile file, ModelOptions options)
    {
        var vocabulary = TokenizerFiles.Read(file.Folder, Gpt2Configuration.Read(file).Start);
        return vocabulary.Count == options.Vocabulary
            ? new TextTransform(vocabulary, options.Context).ToJson()
            : throw file.Error(
                $"it has vectors of {options.Vocabulary} tokens, but the tokenizer beside it has {vocabulary.Count} tokens (copy the files of one model)"
            );
    }

    public override IEnumerable<WeightEntry> Entries(ModelOptions options, ModelSpace space) =>
        [
            new("wte.weight", Mark),
            new("wpe.weight", "transformer.wpe.weight"),
            .. Enumerable
                .Range(0, ((Gpt2TextOptions)options).Layers)
                .SelectMany(i =>
                    LayerNames.Select(part => new WeightEntry(
                        $"h.layers.{i}.{part.Own}",
                        $"{LayerName(i)}.{part.Theirs}",
                        part.IsTransposed
                    ))
                ),
            new("h.norm.weight", "transformer.ln_f.weight"),
            new("h.norm.bias", "transformer.ln_f.bias"),
        ];

    // Older files hold the causal masks, and the head that is tied to the vectors of tokens.
    public override bool IsIgnored(string tensor) =>
        tensor == Logits
        || tensor.EndsWith(".attn.bias", StringComparison.Ordinal)
        || tensor.EndsWith(".attn.masked_bias", StringComparison.Ordinal);

    public override void Check(ReferenceFile file, ModelSpace space)
    {
        if (file.Tensors.TryGetValue(Logits, out var head) && !head.Bytes.SequenceEqual(file.Tensors[Mark].Bytes))
        {
            throw file.Error($"'{Logits}' differs from '{Mark}', but the model has one matrix for both");
        }
    }

    public override string? LeftOut(ModelOptions options) =>
        ((Gpt2TextOptions)options).NGrams > 0
            ? "The n-grams beside the network are left out: the reference samples from the network alone."
            : null;

    public override IReadOnlyList<string> Write(
        string path,
        IReadOnlyList<TensorData> tensors,
        ModelOptions options,
        JsonElement encoding
    ) => Gpt2Folder.Write(path, tensors, (Gpt2TextOptions)options, TextTransform.FromJson(encoding));

    private static string LayerName(int layer) => $"transformer.h.{layer}";
}
