using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>The sizes of a <see cref="TokenTransformer"/>.</summary>
/// <param name="Symbols">How many symbols there are.</param>
/// <param name="Positions">The most positions of a sequence.</param>
/// <param name="Width">Features of a position; a multiple of the heads.</param>
/// <param name="Heads">Heads of attention.</param>
/// <param name="Layers">How many layers.</param>
/// <param name="Hidden">Width of the perceptron in each.</param>
/// <param name="Dropout">The probability of dropout of token features and of the outputs of both halves of a layer.</param>
/// <param name="IsTied">Whether the vectors of symbols also give the logits (Press and Wolf 2017, arXiv:1608.05859).</param>
/// <param name="Deviation">The standard deviation of the first weights, 0.02 in GPT-2.</param>
public sealed record TokenTransformerShape(
    int Symbols,
    int Positions,
    int Width = 128,
    int Heads = 4,
    int Layers = 4,
    int Hidden = 512,
    double Dropout = 0,
    bool IsTied = true,
    double Deviation = TransformerStack.Gpt2Deviation
);

/// <summary>
/// Predicts the next symbol of a sequence from those before, by the layers of <see cref="Gpt2"/>: Radford et al. 2019 (GPT-2), learned vectors of
/// symbols and positions, dropout, pre-norm layers with GELU, a final norm, logits. Parameters: <c>wte</c>,
/// <c>wpe</c>, <c>h</c>, and <c>head</c> where the head is not tied.
/// </summary>
public sealed class TokenTransformer : IStepNetwork
{
    private readonly TokenTransformerShape shape;
    private readonly Embedding symbols;
    private readonly LearnedPositions positions;
    private readonly TransformerStack stack;
    private readonly Dropout dropout;
    private readonly Parameter head;

    /// <summary>Makes the network.</summary>
    /// <param name="scope">Where its parameters go.</param>
    /// <param name="shape">Its sizes.</param>
    /// <exception cref="LikenessException">The width does not divide into the heads.</exception>
    public TokenTransformer(ParameterScope scope, TokenTransformerShape shape)
    {
        this.shape = shape;
        symbols = new Embedding(scope.At("wte"), shape.Symbols, shape.Width, shape.Deviation);
        positions = new LearnedPositions(scope.At("wpe"), shape.Positions, shape.Width, shape.Deviation);
        stack = TransformerStack.ForGpt2(
            scope.At("h"),
            shape.Width,
            shape.Layers,
            shape.Heads,
            shape.Hidden,
            shape.Dropout,
            dropsInside: false,
            shape.Deviation
        );
        dropout = new Dropout(shape.Dropout);
        head = shape.IsTied
            ? symbols.Weight
            : scope.At("head").Normal("weight", [shape.Symbols, shape.Width], shape.Deviation);
    }

    /// <inheritdoc/>
    public int Symbols => shape.Symbols;

    /// <summary>The most positions of a sequence.</summary>
    public int? Positions => shape.Positions;

    /// <summary>The logits of the next symbol at every position.</summary>
    /// <param name="sequence">Symbols, numbered from 0: [batch, positions].</param>
    /// <param name="pass">Whether this is training.</param>
    /// <returns>Logits of the symbol after each position: [batch, positions, symbols].</returns>
    /// <exception cref="ShapeException">There are more positions than the network has.</exception>
    public Tensor Apply(Tensor sequence, ForwardPass pass)
    {
        var x = dropout.Apply(positions.Apply(symbols.Apply(sequence)), pass); // [batch, positions, width]
        return Linear.Project(stack.Apply(x, pass, isCausal: true), head, bias: null);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A condition is given.</exception>
    /// <exception cref="ShapeException">The batch is not the state's.</exception>
    public Tensor Step(Tensor sequence, DecodingState state, SequenceCondition condition = default)
    {
        if (condition != default)
        {
            throw new ArgumentException("The network has no classes and no local features.", nameof(condition));
        }

        var x = positions.Step(symbols.Apply(sequence), state); // [batch, width]
        return Linear.Project(stack.Step(x, state), head, bias: null);
    }

    /// <summary>The states before the first position of a loop: see <see cref="LoopMemory"/>.</summary>
    /// <param name="batch">How many sequences are sampled together.</param>
    internal IReadOnlyList<Tensor> Nothing(int batch) => stack.Nothing(batch, shape.Positions);

    /// <summary>The logits of the next symbol, in a loop.</summary>
    /// <param name="sequence">The symbols there: [batch].</param>
    /// <param name="position">The number of the position.</param>
    /// <param name="memory">Keys and values of the positions before.</param>
    /// <returns>Logits of the symbol after it: [batch, symbols].</returns>
    internal Tensor StepIn(Tensor sequence, Tensor position, IAttentionMemory memory)
    {
        var x = symbols.Apply(sequence) + positions.Weight.Tensor.Gather(position);
        return Linear.Project(stack.Step(x, memory), head, bias: null);
    }
}
