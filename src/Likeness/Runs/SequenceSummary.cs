namespace Likeness.Runs;

/// <summary>A text or clips that a run is about to learn, in words.</summary>
/// <param name="Unit">What the data is counted in: <c>bytes</c> or <c>clips</c>.</param>
/// <param name="Facts">What happens to it before the model sees it, a line each.</param>
/// <param name="Remarks">What a reader of results must know.</param>
public sealed record SequenceSummary(string Unit, IReadOnlyList<string> Facts, IReadOnlyList<string> Remarks);
