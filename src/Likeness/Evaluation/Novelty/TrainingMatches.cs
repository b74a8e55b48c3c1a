namespace Likeness.Evaluation.Novelty;

/// <summary>How many samples match a training example at one scale, and how many chance explains.</summary>
/// <param name="Scale">How near a match is.</param>
/// <param name="Limit">The same as a distance in units of the local spacing; null where any distance counts.</param>
/// <param name="Fraction">The fraction of samples that match a training example.</param>
/// <param name="Chance">
/// The fraction that would match a training example if the samples did not depend on which examples were trained on: from the
/// matches with test examples, or, where these are too few to tell, from the matches of real examples with one another.
/// </param>
/// <param name="PValue">The probability of so many matches under that chance.</param>
/// <param name="IsBeyondChance">
/// Whether matches are at least twice as frequent as chance explains (equal examples: or two in a hundred samples more), with a p-value of at
/// most 0.0025. At <see cref="MatchScale.Nearest"/> the samples must also be as near to real examples as these are to each other.
/// </param>
public sealed record TrainingMatches(
    MatchScale Scale,
    double? Limit,
    double Fraction,
    double Chance,
    double PValue,
    bool IsBeyondChance
);
