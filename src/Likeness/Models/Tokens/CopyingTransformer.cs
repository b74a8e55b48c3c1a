using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>
/// The masked transformer of the reference implementation, pi_generator: each of d positions has the whole row as its input, and position i, under a causal
/// mask, outputs column i, colours through a sigmoid. It minimises squared errors, with a weight of ten for colours, and learns to copy its input. It is not
/// generative: a sample is a training row passed through it. It is here for comparison; the novelty metrics show the copies.
/// </summary>
public sealed class CopyingTransformer : GenerativeModel, IFitted, IReconstructor, IScorer
{
    private const float ColourWeight = 10;

    private readonly Linear embedding;
    private readonly Parameter positions;
    private readonly TransformerStack encoder;
    private readonly ColumnLinear heads;
    private readonly Parameter trainRows;
    private readonly Tensor isColour; // [d]

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="space">The columns, d, and the number of training rows.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The width does not divide into the heads.</exception>
    public CopyingTransformer(MaskedTransformerOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        int d = space.Width;
        positions = Scope.Normal("pos_encoding", [1, d, options.Width], 1);
        embedding = new Linear(Scope.At("input_embed"), d, options.Width);
        var layer = new TransformerLayerOptions(options.Heads, options.Hidden, options.Dropout);
        encoder = new TransformerStack(Scope.At("transformer_encoder"), options.Width, options.Layers, layer);
        heads = new ColumnLinear(Scope.At("fc_out"), d, options.Width, 1);
        trainRows = Scope.Buffer("train_rows", [Math.Max(1, space.TrainRows), d], 0);
        isColour = Tensor.Constant([d], [.. space.Dimensions.Select(dimension => dimension.IsColour ? 1f : 0f)]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives => [new("weighted squared error", Loss, Parameters.Trained)];

    /// <inheritdoc/>
    public string ScoreKind => "minus the squared error of the output";

    /// <inheritdoc/>
    /// <exception cref="LikenessException">The number of rows is not that of the model.</exception>
    public void Fit(FitRows fit)
    {
        if (fit.Train.Length != trainRows.Values.Length)
        {
            throw new LikenessException(
                $"the model stores {trainRows.Shape[0]} training rows, and there are {fit.Train.Length / Dimensions} (train again)"
            );
        }

        fit.Train.Span.CopyTo(trainRows.Values);
    }

    /// <inheritdoc/>
    public override Tensor Sample(int count)
    {
        int rows = trainRows.Shape[0];
        var chosen = (Tensor.RandomUniform([count], stream: 0) * rows).Floor().Minimum(rows - 1);
        return Reconstruct(trainRows.Tensor.Gather(chosen));
    }

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) => Copy(rows, ForwardPass.Inference);

    /// <inheritdoc/>
    public Tensor Score(Tensor rows) => -(Reconstruct(rows) - rows).Square().Sum([1]);

    /// <summary>The weighted squared errors, summed over columns and averaged over the batch.</summary>
    internal Tensor Loss(Tensor rows, ForwardPass pass)
    {
        var errors = (Copy(rows, pass) - rows).Square() * (1 + (isColour * (ColourWeight - 1)));
        return errors.Sum([1]).Mean();
    }

    private Tensor Copy(Tensor rows, ForwardPass pass)
    {
        int batch = rows.Shape[0];
        var x = embedding.Apply(rows).Reshape([batch, 1, positions.Shape[2]]) + positions.Tensor; // [batch, d, width]
        var answers = heads.Apply(encoder.Apply(x, pass, isCausal: true)).Reshape([batch, Dimensions]);
        return isColour.Where(answers.Sigmoid(), answers);
    }
}
