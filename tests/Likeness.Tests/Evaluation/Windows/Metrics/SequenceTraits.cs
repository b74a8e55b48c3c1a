namespace Likeness.Tests.Evaluation.Windows.Metrics;

/// <summary>Training, test and generated text or clips.</summary>
internal sealed record SequenceInput<T>(T Train, T Test, T Generated);

/// <summary>What is known of a metric of text or audio beside its code.</summary>
/// <param name="Input">Data for which the definition is known.</param>
/// <param name="Definition">Its value by definition.</param>
/// <param name="Tolerance">Allowed difference: of rounding, or of a classifier from the best one.</param>
/// <param name="Exchanged">The metric that has this value if test and generated data are exchanged; null if none.</param>
/// <param name="Spoiled">Data that replaces part of honest data.</param>
/// <param name="Falls">Whether it falls, and does not rise, as more data is replaced.</param>
internal sealed record SequenceTraits<T>(
    SequenceInput<T> Input,
    Func<SequenceInput<T>, double> Definition,
    double Tolerance,
    string? Exchanged,
    T Spoiled,
    bool Falls = false
);
