namespace Likeness.Interop;

/// <summary>
/// The names that a pickle may refer to, and their values here, which this reader builds itself.
/// Names are compared with a list, never looked up; nothing is called. Every refusal is a <see cref="FormatException"/>, or a
/// <see cref="NotSupportedException"/> for a possibly valid file, whose message completes a sentence.
/// </summary>
internal interface IPickleVocabulary
{
    /// <summary>The newest supported protocol, from 2 on.</summary>
    int NewestProtocol { get; }

    /// <summary>Resolves a name in the pickle.</summary>
    PickleGlobal Global(string module, string name);

    /// <summary>The result of calling a name.</summary>
    object Call(object? function, object? arguments);

    /// <summary>Resolves a persistent id.</summary>
    object Storage(object? id);

    /// <summary>Applies the pickled state to a value.</summary>
    void SetState(object? target, object? state);
}
