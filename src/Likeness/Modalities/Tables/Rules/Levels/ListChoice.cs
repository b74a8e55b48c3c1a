namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>A choice of lists that models learn.</summary>
/// <param name="Place">Its place among the choices.</param>
/// <param name="Column">The column that models see.</param>
internal sealed record ListChoice(int Place, string Column);
