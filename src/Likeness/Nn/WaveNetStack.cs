using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// Predicts the next symbol of sequences from the previous ones by dilated causal convolutions. van den Oord et al. 2016,
/// arXiv:1609.03499: each layer computes z = tanh(W_f ∗ x + V_f h + U_f ∗ y) ⊙ σ(W_g ∗ x + V_g h + U_g ∗ y) (eq. 2 and 3 and §2.5; h is a class, y a track
/// of features in time at the position that is predicted, U 1×1), adds a projection of it to x and another to the output; there ReLU, 1×1, ReLU,
/// 1×1 give logits (§2.4). The first layer is an embedding
/// of each symbol, equivalent to a convolution of one-hot symbols with a kernel of 1. In step-by-step decoding, layers cache their
/// past inputs, so that a symbol costs one matmul per layer (Paine et al. 2016, arXiv:1611.09482).
/// </summary>
public sealed class WaveNetStack : IStepNetwork
{
    private readonly WaveNetShape shape;
    private readonly Embedding symbols;
    private readonly WaveNetLayer[] layers;
    private readonly Convolution first;
    private readonly Convolution last;

    /// <summary>Creates the layers.</summary>
    /// <param name="scope">Where their parameters go: <c>symbols</c>, <c>layers.0</c> …, <c>first</c> and <c>last</c>.</param>
    /// <param name="shape">The network's options.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kernel is below 2, or there is no layer.</exception>
    public WaveNetStack(ParameterScope scope, WaveNetShape shape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.Kernel, 2, nameof(shape));
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.Layers, 1, nameof(shape));
        ArgumentOutOfRangeException.ThrowIfLessThan(shape.Blocks, 1, nameof(shape));
        this.shape = shape;
        symbols = new Embedding(scope.At("symbols"), shape.Symbols, shape.Channels);
        layers = new WaveNetLayer[shape.Layers * shape.Blocks];
        for (int i = 0; i < layers.Length; i++)
        {
            bool isLast = i == layers.Length - 1;
            layers[i] = new WaveNetLayer(scope.At("layers").At(i), shape, 1 << (i % shape.Layers), isLast);
        }

        first = Convolution.Causal(scope.At("first"), shape.Skip, shape.Skip, kernel: 1);
        last = Convolution.Causal(scope.At("last"), shape.Skip, shape.Symbols, kernel: 1);
    }

    /// <inheritdoc/>
    public int Symbols => shape.Symbols;

    /// <inheritdoc/>
    public int? Positions => null;

    /// <summary>The receptive field: the number of positions, including its own, that a prediction depends on.</summary>
    public int ReceptiveField => shape.ReceptiveField;

    /// <summary>Predicts the next symbol after every position.</summary>
    /// <param name="sequence">Symbols, from 0: [batch, positions].</param>
    /// <param name="condition">The class of each sequence, and the features at the position after each.</param>
    /// <returns>Logits of the symbol after each position: [batch, positions, symbols].</returns>
    /// <exception cref="ArgumentException">Classes or features are missing, or given to a network without.</exception>
    /// <exception cref="ShapeException">
    /// The sequences do not have two axes, or the numbers of classes or features do not fit to them.
    /// </exception>
    public Tensor Apply(Tensor sequence, SequenceCondition condition = default) => Apply(sequence, condition, from: 0);

    /// <summary>Predicts the next symbol after the positions from a first one; earlier positions are context only.</summary>
    internal Tensor Apply(Tensor sequence, SequenceCondition condition, int from)
    {
        Require(sequence, axes: 2, condition);
        var x = symbols.Apply(sequence).Permute(0, 2, 1); // [batch, channels, positions]
        condition = condition with { Track = condition.Track?.Permute(0, 2, 1) };
        return Output(x, (layer, part) => layer.Apply(part), condition, from).Permute(0, 2, 1);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Classes or features are missing, or given to a network without.</exception>
    /// <exception cref="ShapeException">The batch differs from the state's.</exception>
    public Tensor Step(Tensor sequence, DecodingState state, SequenceCondition condition = default)
    {
        Require(sequence, axes: 1, condition);
        return Output(symbols.Apply(sequence), (layer, part) => layer.Step(part, state), condition);
    }

    private Tensor Output(Tensor x, Func<Convolution, Tensor, Tensor> apply, SequenceCondition condition, int from = 0)
    {
        Tensor? sum = null;
        foreach (var layer in layers)
        {
            (x, var skip) = layer.Apply(x, apply, condition.Classes, condition.Track);
            sum = sum is null ? skip : sum + skip;
        }

        var all = from == 0 ? sum! : sum!.Slice(2, from, sum.Shape[2] - from);
        return apply(last, apply(first, all.Relu()).Relu());
    }

    private void Require(Tensor sequence, int axes, SequenceCondition condition)
    {
        var (classes, track) = condition;
        bool fits = sequence.Shape.Rank == axes;
        string needed = axes == 2 ? "symbols [batch, positions] are needed" : "symbols [batch] are needed";
        LayerShapes.Require(fits, "wavenet", needed, sequence);
        if (classes is null != (shape.Classes == 0))
        {
            throw new ArgumentException($"The network has {shape.Classes} classes.", nameof(condition));
        }

        if (track is null != (shape.Features == 0))
        {
            throw new ArgumentException($"The network has {shape.Features} local features.", nameof(condition));
        }

        Shape one = [sequence.Shape[0]];
        bool isOne = classes is null || classes.Shape == one;
        LayerShapes.Require(isOne, "wavenet", $"a class of each sequence, {one}, is needed", classes ?? sequence);
        Shape features = [.. sequence.Shape, shape.Features];
        bool areFeatures = track is null || track.Shape == features;
        LayerShapes.Require(
            areFeatures,
            "wavenet",
            $"features of each position, {features}, are needed",
            track ?? sequence
        );
    }
}
