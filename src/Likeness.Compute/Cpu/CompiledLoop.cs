namespace Likeness.Compute.Cpu;

/// <summary>
/// A loop over a block: for each entry of the table its first element and steps, then the rows, the columns, and the turns, which are
/// one unless a place moves with them.
/// </summary>
internal unsafe delegate void CompiledLoop(Operand* table, nint rows, nint cols, nint turns);

/// <summary>One <see cref="ITernaryFormula"/> in a loop: table[Target] = formula(table[A], table[B], table[C]), each a vector at the same place.</summary>
internal readonly record struct LoopCall(Type Formula, int Target, int A, int B, int C);

/// <summary>What a loop does with an entry of its table; one that is neither loaded nor stored lives in a register only.</summary>
/// <param name="Memory">The first entry of the table with the same start and steps: fewer pointers to lead along.</param>
/// <param name="IsLoaded">Whether its elements are read from memory.</param>
/// <param name="IsStored">Whether its elements are written to memory.</param>
/// <param name="IsRepeated">Whether one element stands for a whole row.</param>
/// <param name="IsConstant">Whether it also stands for all rows.</param>
/// <param name="Moves">Whether each turn has elements of its own; what stands still is loaded before the turns and stored after them.</param>
internal readonly record struct LoopPlace(
    int Memory,
    bool IsLoaded,
    bool IsStored,
    bool IsRepeated = false,
    bool IsConstant = false,
    bool Moves = false
);
