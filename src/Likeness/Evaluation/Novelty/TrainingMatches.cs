namespace Likeness.Evaluation.Novelty;

/// <summary>The number of samples that match a training example at one scale, and the number expected by chance.</summary>
/// <param name="Scale">The distance that counts as a match.</param>
/// <param name="Limit">The same as a distance in units of the local spacing; null if any distance counts.</param>
/// <param name="Fraction">The fraction of samples that match a training example.</param>
/// <param name="Chance">
/// The fraction expected to match a training example if the samples did not depend on which examples are training examples: estimated from the
/// matches with test examples, or, if these are too few, from the matches of real examples with one another.
/// </param>
/// <param name="PValue">The probability of so many matches by chance.</param>
/// <param name="IsBeyondChance">
/// Whether matches are at least twice as frequent as expected by chance (or, of equal examples, more frequent by 2 points), with a p-value of at
/// most 0.0025. At <see cref="MatchScale.Nearest"/> the samples must also be as close to real examples as these are to each other.
/// </param>
public sealed record TrainingMatches(
    MatchScale Scale,
    double? Limit,
    double Fraction,
    double Chance,
    double PValue,
    bool IsBeyondChance
);
