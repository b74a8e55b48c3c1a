using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// Predicts the next symbol of sequences from the previous ones by dilated causal convolutions. van den Oord et al. 2016,
/// arXiv:1609.03499: each layer computes z = tanh(W_f ∗ x + V_f h) ⊙ σ(W_g ∗ x + V_g h) (eq. 2 and 3, h is a class), adds a
/// projection of it to x and another to the output; there ReLU, 1×1, ReLU, 1×1 give logits (§2.4). The first layer is an embedding
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
    /// <param name="classes">The class of each sequence, [batch]; null for an unconditional network.</param>
    /// <returns>Logits of the symbol after each position: [batch, positions, symbols].</returns>
    /// <exception cref="ArgumentException">Classes are missing, or given to an unconditional network.</exception>
    /// <exception cref="ShapeException">
    /// The sequences do not have two axes, or the number of classes differs from the number of sequences.
    /// </exception>
    public Tensor Apply(Tensor sequence, Tensor? classes = null) => Apply(sequence, classes, from: 0);

    /// <summary>Predicts the next symbol after the positions from a first one; earlier positions are context only.</summary>
    internal Tensor Apply(Tensor sequence, Tensor? classes, int from)
    {
        Require(sequence, axes: 2, classes);
        var x = symbols.Apply(sequence).Permute(0, 2, 1); // [batch, channels, positions]
        return Output(x, (layer, part) => layer.Apply(part), classes, from).Permute(0, 2, 1);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Classes are missing, or given to an unconditional network.</exception>
    /// <exception cref="ShapeException">The batch differs from the state's.</exception>
    public Tensor Step(Tensor sequence, DecodingState state, Tensor? classes = null)
    {
        Require(sequence, axes: 1, classes);
        return Output(symbols.Apply(sequence), (layer, part) => layer.Step(part, state), classes);
    }

    private Tensor Output(Tensor x, Func<Convolution, Tensor, Tensor> apply, Tensor? classes, int from = 0)
    {
        Tensor? sum = null;
        foreach (var layer in layers)
        {
            (x, var skip) = layer.Apply(x, apply, classes);
            sum = sum is null ? skip : sum + skip;
        }

        var all = from == 0 ? sum! : sum!.Slice(2, from, sum.Shape[2] - from);
        return apply(last, apply(first, all.Relu()).Relu());
    }

    private void Require(Tensor sequence, int axes, Tensor? classes)
    {
        bool fits = sequence.Shape.Rank == axes;
        string needed = axes == 2 ? "symbols [batch, positions] are needed" : "symbols [batch] are needed";
        LayerShapes.Require(fits, "wavenet", needed, sequence);
        if (classes is null != (shape.Classes == 0))
        {
            throw new ArgumentException($"The network has {shape.Classes} classes.", nameof(classes));
        }

        Shape one = [sequence.Shape[0]];
        bool isOne = classes is null || classes.Shape == one;
        LayerShapes.Require(isOne, "wavenet", $"a class of each sequence, {one}, is needed", classes ?? sequence);
    }
}
