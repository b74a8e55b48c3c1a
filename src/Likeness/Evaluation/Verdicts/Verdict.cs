namespace Likeness.Evaluation.Verdicts;

/// <summary>
/// What an evaluation comes to, for every kind of data alike: the level of similarity with the one measurement that set it, and the novelty.
/// Printed in the terminal and the report, and written to metrics.json as <c>verdict</c>.
/// </summary>
public sealed record Verdict
{
    /// <summary>The worst level of all evidence.</summary>
    public required SimilarityLevel Level { get; init; }

    /// <summary>The sentence of the evidence that set the level.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether samples repeat training examples.</summary>
    public required NoveltyLevel Novelty { get; init; }

    /// <summary>The novelty in one sentence, with its numbers.</summary>
    public required string NoveltyReason { get; init; }

    /// <summary>All measurements that the level rests on, the one that set it first.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>Takes the worst of the evidence.</summary>
    /// <param name="evidence">At least one measurement, in order of preference where several have the same level.</param>
    /// <param name="novelty">What was found about copies; null where no training examples were given.</param>
    /// <exception cref="ArgumentException">No evidence is given.</exception>
    public static Verdict Decide(IReadOnlyList<Evidence> evidence, NoveltyFinding? novelty)
    {
        if (evidence.Count == 0)
        {
            throw new ArgumentException("A verdict needs at least one measurement.", nameof(evidence));
        }

        Evidence[] ordered = [.. evidence.OrderByDescending(one => one.Level)];
        var level = ordered[0].Level;
        var found = novelty ?? NoveltyFinding.WithoutTraining;
        // Samples that are nothing like the data are no copies of it, but calling them new would be praise.
        bool isMoot = level == SimilarityLevel.Poor && found.Level == NoveltyLevel.New;
        return new Verdict
        {
            Level = level,
            Reason = ordered[0].Sentence,
            Novelty = isMoot ? NoveltyLevel.Undetermined : found.Level,
            NoveltyReason = isMoot
                ? $"The samples are too unlike the data to be called new. {found.Sentence}"
                : found.Sentence,
            Evidence = ordered,
        };
    }
}
