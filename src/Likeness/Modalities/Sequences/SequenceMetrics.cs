using Likeness.Modalities.Audio.Evaluation;
using Likeness.Modalities.Text.Data;

namespace Likeness.Modalities.Sequences;

/// <summary>The number of bits that a model needs for unseen data; less is better.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Nats">−log of the probability of all data.</param>
/// <param name="BitsPerByte">Of text.</param>
/// <param name="BitsPerCharacter">Of text.</param>
/// <param name="BitsPerSample">Of audio: of its μ-law classes.</param>
public sealed record SequenceScore(
    string Model,
    double Nats,
    double? BitsPerByte = null,
    double? BitsPerCharacter = null,
    double? BitsPerSample = null
)
{
    /// <summary>Bits per byte of text, per sample of audio.</summary>
    internal double Bits => BitsPerByte ?? BitsPerSample ?? double.NaN;

    internal static SequenceScore ForText(string model, CodeLength length) =>
        new(model, length.Nats, length.BitsPerByte, length.BitsPerCharacter);

    internal static SequenceScore ForAudio(string model, double nats, long samples) =>
        new(model, nats, BitsPerSample: nats / Math.Log(2) / samples);
}

/// <summary>The likelihood of text or audio under a model, and under n-grams.</summary>
/// <param name="On">What was scored, such as <c>test text</c>.</param>
/// <param name="Length">Its bytes or samples.</param>
/// <param name="Likelihood">The model's score.</param>
/// <param name="Baselines">Scores of n-grams fitted on the same training data, by n.</param>
public sealed record SequenceMetrics(
    string On,
    long Length,
    SequenceScore Likelihood,
    IReadOnlyList<SequenceScore> Baselines
)
{
    /// <summary>The comparison of generated with test data; null if there was too little data.</summary>
    public object? Comparison { get; init; }

    /// <summary>Of audio under local conditioning: how well sampled clips follow the features of others; null otherwise.</summary>
    public LocalFidelity? Following { get; init; }

    /// <summary>The n-grams that need the fewest bits.</summary>
    internal SequenceScore BestBaseline => Baselines.MinBy(score => score.Bits)!;
}
