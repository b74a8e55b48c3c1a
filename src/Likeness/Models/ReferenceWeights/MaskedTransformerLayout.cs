using Likeness.Models.Tokens;

namespace Likeness.Models.ReferenceWeights;

/// <summary>
/// The masked transformer of pi_generator, which is <see cref="CopyingTransformer"/>: a head for each column, in <c>fc_out.i</c>, or <c>fc_out.i.0</c>
/// where a sigmoid follows. Files do not say the number of attention heads, which the reference fixes.
/// </summary>
internal sealed class MaskedTransformerLayout : WeightLayout
{
    private const int HeadsOfReference = 4;

    private static readonly string[] LayerNames =
    [
        "self_attn.in_proj_weight",
        "self_attn.in_proj_bias",
        "self_attn.out_proj.weight",
        "self_attn.out_proj.bias",
        "linear1.weight",
        "linear1.bias",
        "linear2.weight",
        "linear2.bias",
        "norm1.weight",
        "norm1.bias",
        "norm2.weight",
        "norm2.bias",
    ];

    public static MaskedTransformerLayout Instance { get; } = new();

    public override string Reference => "pi_generator's masked transformer";

    public override string Mark => "pos_encoding";

    public override IReadOnlyList<string> Fitted => ["train_rows"];

    public override ModelOptions OptionsOf(ReferenceFile file)
    {
        int width = file.ShapeOf("pos_encoding", 3)[2];
        return width % HeadsOfReference == 0
            ? MaskedTransformerOptions.PiGenerator with
            {
                Width = width,
                Heads = HeadsOfReference,
                Layers = file.Count(i => $"{LayerName(i)}.linear1.weight"),
                Hidden = file.ShapeOf($"{LayerName(0)}.linear1.weight", 2)[0],
            }
            : throw file.Error(
                $"its {width} features do not divide into the {HeadsOfReference} heads of the reference"
            );
    }

    public override void Check(ReferenceFile file, ModelSpace space)
    {
        int columns = file.ShapeOf("pos_encoding", 3)[1];
        if (columns != space.Width)
        {
            throw file.Error(
                $"it was trained on {columns} columns, but the data has {space.Width} (give the data that the weights were trained on)"
            );
        }

        for (int i = 0; i < columns; i++)
        {
            if (file.Tensors.ContainsKey($"{HeadName(i, !space.Dimensions[i].IsColour)}.weight"))
            {
                string[] kinds = ["a number", "a colour"];
                int kind = space.Dimensions[i].IsColour ? 1 : 0;
                throw file.Error(
                    $"column {i + 1} is {kinds[1 - kind]} in it, but '{space.Dimensions[i].Name}' in the data is {kinds[kind]} (give rows, columns and a picture, as the weights were trained on)"
                );
            }
        }
    }

    public override IEnumerable<WeightEntry> Entries(ModelOptions options, ModelSpace space)
    {
        string[] heads = [.. space.Dimensions.Select((column, i) => HeadName(i, column.IsColour))];
        return
        [
            new("pos_encoding", "pos_encoding"),
            new("input_embed.weight", "input_embed.weight"),
            new("input_embed.bias", "input_embed.bias"),
            .. Enumerable
                .Range(0, ((MaskedTransformerOptions)options).Layers)
                .SelectMany(i => LayerNames.Select(part => $"{LayerName(i)}.{part}"))
                .Select(name => new WeightEntry(name, name)),
            new("fc_out.weight", [.. heads.Select(head => $"{head}.weight")]),
            new("fc_out.bias", [.. heads.Select(head => $"{head}.bias")]),
        ];
    }

    public override string? DifferenceOf(ModelOptions options) =>
        ((MaskedTransformerOptions)options).Heads is not HeadsOfReference and var heads
            ? $"it has {heads} heads, and the reference {HeadsOfReference} (train with --preset pi-generator)"
            : null;

    private static string HeadName(int column, bool isColour) => isColour ? $"fc_out.{column}.0" : $"fc_out.{column}";

    private static string LayerName(int layer) => $"transformer_encoder.layers.{layer}";
}
