namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>Levels of two columns, by their places in the columns' kinds.</summary>
/// <param name="By">The level of the column that limits another one.</param>
/// <param name="Level">The level of that one.</param>
internal readonly record struct LevelPair(int By, int Level);
