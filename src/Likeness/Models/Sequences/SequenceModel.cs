using Likeness.Compute.Graph;
using Likeness.Models.Tokens;
using Likeness.Nn;

namespace Likeness.Models.Sequences;

/// <summary>
/// A model of sequences of symbols, p(s) = Π p(s_t | s_1 … s_(t − 1)), each factor from a network of the symbols before. A row is a
/// window of a sequence, followed by the features of each position where the space has local features, [position][feature], and by the number of
/// its class where the space has classes.
/// </summary>
public abstract class SequenceModel : GenerativeModel
{
    /// <summary>A model without a network yet.</summary>
    /// <param name="options">How symbols are sampled.</param>
    /// <param name="space">A space of sequences.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is not of sequences.</exception>
    protected SequenceModel(SequenceOptions options, ModelSpace space, ulong? seed)
        : base(space, seed)
    {
        if (space.History == 0)
        {
            throw new LikenessException("this model learns sequences of symbols (give a text, or audio)");
        }

        Sampling = new TokenSampling(options.Temperature, options.TopK, options.TopP);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [new("cross-entropy, in nats per symbol", Loss, Parameters.Trained)];

    /// <summary>The network symbol by symbol.</summary>
    public abstract IStepNetwork Network { get; }

    /// <summary>The symbol before the first one of a sequence.</summary>
    public abstract int Start { get; }

    /// <summary>How symbols are sampled.</summary>
    internal TokenSampling Sampling { get; }

    /// <summary>The fitted n-grams beside the network; null without.</summary>
    internal virtual NGramMixture? Mixture => null;

    /// <summary>Symbols per row.</summary>
    internal int Positions => (Dimensions - (Space.Classes > 0 ? 1 : 0)) / (1 + Space.LocalFeatures);

    /// <summary>The logits of the next symbol at the last positions of sequences.</summary>
    /// <param name="symbols">Symbols, numbered from 0: [batch, positions].</param>
    /// <param name="condition">The class of each sequence, and the features of the position after each, where the space has such.</param>
    /// <param name="pass">Whether this is training.</param>
    /// <param name="from">The first position.</param>
    /// <returns>Logits of the symbol after each position from there on: [batch, positions − from, symbols].</returns>
    internal abstract Tensor Logits(Tensor symbols, SequenceCondition condition, ForwardPass pass, int from = 0);

    /// <summary>What the symbols of rows from the second on are conditioned on.</summary>
    /// <param name="rows">[count, Dimensions].</param>
    internal SequenceCondition ConditionOf(Tensor rows)
    {
        int count = rows.Shape[0];
        var classes = Space.Classes > 0 ? rows.Slice(1, Dimensions - 1, 1).Reshape([count]) : null;
        if (Space.LocalFeatures == 0)
        {
            return new(classes);
        }

        var (features, predicted) = (Space.LocalFeatures, Positions - 1);
        var track = rows.Slice(1, Positions + features, predicted * features);
        return new(classes, track.Reshape([count, predicted, features]));
    }

    /// <summary>
    /// Samples rows from the network alone, with a full forward pass per symbol, under local features of 0; longer sequences, and those that follow features, are sampled with
    /// cached states elsewhere.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor Sample(int count)
    {
        int length = Positions - Space.History;
        var classes =
            Space.Classes > 0
                ? (Tensor.RandomUniform([count, 1], stream: 1) * Space.Classes).Floor().Minimum(Space.Classes - 1)
                : null;
        var track = Space.LocalFeatures > 0 ? Tensor.Constant([count, Positions, Space.LocalFeatures], 0) : null;
        IReadOnlyList<Tensor> Step(Tensor i, IReadOnlyList<Tensor> states)
        {
            var known = classes is null ? null : states[1].Reshape([count]);
            var condition = new SequenceCondition(known, track?.Slice(1, 1, Positions - 1));
            var logits = Logits(
                states[0].Slice(1, 0, Positions - 1),
                condition,
                ForwardPass.Inference,
                Space.History - 1
            );
            var here = logits.TakeAlong(1, i.Reshape([1, 1, 1])).Reshape([count, Network.Symbols]);
            var sampled = Categorical.Sample(Sampling.Left(here), stream: 0).Reshape([count, 1]);
            return [states[0].StoreAt(1, i + Space.History, sampled), .. states.Skip(1)];
        }

        Tensor[] known = classes is null ? [] : [classes];
        var before = Tensor.Constant([count, Positions], Start);
        var made = Tensor.Loop(length, [before, .. known], Step);
        var flat = track?.Reshape([count, Positions * Space.LocalFeatures]);
        Tensor[] parts = [made[0], .. new[] { flat, classes }.OfType<Tensor>()];
        return parts.Length == 1 ? made[0] : Tensor.Concatenate(1, parts);
    }

    private Tensor Loss(Tensor rows, ForwardPass pass)
    {
        (int history, int evaluated) = (Space.History, Positions - Space.History);
        var logits = Logits(rows.Slice(1, 0, Positions - 1), ConditionOf(rows), pass, history - 1);
        return Losses.CrossEntropy(logits, rows.Slice(1, history, evaluated));
    }
}
