using System.Text.Json.Serialization;

namespace Likeness.Evaluation.Verdicts;

/// <summary>
/// The verdict of an evaluation, the same for every kind of data: the level of similarity with the one measurement that set it, and the novelty.
/// It is printed in the terminal and the report, and written to metrics.json as <c>verdict</c>.
/// </summary>
public sealed record Verdict
{
    /// <summary>The worst level of all evidence.</summary>
    public required SimilarityLevel Level { get; init; }

    /// <summary>The sentence of the evidence that set the level.</summary>
    public required string Reason { get; init; }

    /// <summary>By which columns a classifier separates generated from real rows, in one sentence; null for data other than tables, where none does, and where it was not measured.</summary>
    public string? SeparatedBy { get; init; }

    /// <summary>Whether samples have only values and rules of the real rows; null for data other than tables, and where it was not measured.</summary>
    public ValidityLevel? Validity { get; init; }

    /// <summary>The validity in one sentence, with its numbers; null with <see cref="Validity"/>.</summary>
    public string? ValidityReason { get; init; }

    /// <summary>Whether samples repeat training examples.</summary>
    public required NoveltyLevel Novelty { get; init; }

    /// <summary>The novelty in one sentence, with its numbers.</summary>
    public required string NoveltyReason { get; init; }

    /// <summary>All measurements behind the level, the one that set it first.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>
    /// The level in words, on screens and in reports: that of <see cref="VerdictWords.InWords(SimilarityLevel)"/>, or <c>no significant difference</c> for samples that are indistinguishable although
    /// the AUC of <see cref="Reason"/> lies above the baseline, because its interval reaches into it.
    /// </summary>
    [JsonIgnore]
    public string LevelInWords =>
        Level == SimilarityLevel.Indistinguishable
        && Evidence is [{ Metric: var metric, Value: var auc, Baseline.High: var high }, ..]
        && metric.StartsWith(ClassifierEvidence.Name, StringComparison.Ordinal)
        && auc > high
            ? "no significant difference"
            : Level.InWords();

    /// <summary>Combines evidence; the worst level wins.</summary>
    /// <param name="evidence">At least one measurement, in order of preference where several have the same level.</param>
    /// <param name="novelty">The finding on novelty; null without training examples.</param>
    /// <exception cref="ArgumentException">There is no evidence.</exception>
    public static Verdict Decide(IReadOnlyList<Evidence> evidence, NoveltyFinding? novelty)
    {
        if (evidence.Count == 0)
        {
            throw new ArgumentException("A verdict needs at least one measurement.", nameof(evidence));
        }

        Evidence[] ordered = [.. evidence.OrderByDescending(one => one.Level)];
        var level = ordered[0].Level;
        var found = novelty ?? NoveltyFinding.WithoutTraining;
        // Samples unlike the data do not repeat it, but calling them new would be misleading. That an interval is wide says nothing of copies.
        bool areFew = ordered[0] is { Level: SimilarityLevel.Undetermined, Interval: null };
        bool isMoot = (level == SimilarityLevel.Poor || areFew) && found.Level == NoveltyLevel.New;
        return new Verdict
        {
            Level = level,
            Reason = ordered[0].Sentence,
            Novelty = isMoot ? NoveltyLevel.Undetermined : found.Level,
            NoveltyReason = isMoot
                ? $"The samples are too {(level == SimilarityLevel.Poor ? "unlike the data" : "few")} for a statement on novelty. {found.Sentence}"
                : found.Sentence,
            Evidence = ordered,
        };
    }

    /// <summary>The verdict with one more measurement of the similarity. What single examples say of novelty stays.</summary>
    /// <param name="further">The measurement.</param>
    internal Verdict With(Evidence further) =>
        this with
        {
            Level = further.Level > Level ? further.Level : Level,
            Reason = further.Level > Level ? further.Sentence : Reason,
            Evidence = [.. Evidence.Append(further).OrderByDescending(one => one.Level)],
        };
}
