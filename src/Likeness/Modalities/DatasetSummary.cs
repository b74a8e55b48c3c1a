namespace Likeness.Modalities;

/// <summary>A named dataset.</summary>
/// <param name="Name">The name on the command line, such as <c>pi</c>.</param>
/// <param name="Summary">A short description.</param>
/// <param name="Size">The size, such as <c>5,000 rows of x, y, r, g, b</c>.</param>
public sealed record DatasetSummary(string Name, string Summary, string Size);
