namespace Likeness.Modalities;

/// <summary>A dataset that can be named.</summary>
/// <param name="Name">The name on the command line, such as <c>pi</c>.</param>
/// <param name="Summary">What it holds, in half a sentence.</param>
/// <param name="Size">How much there is of it, such as <c>5,000 rows of x, y, r, g, b</c>.</param>
public sealed record DatasetSummary(string Name, string Summary, string Size);
