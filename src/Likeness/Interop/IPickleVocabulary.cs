namespace Likeness.Interop;

/// <summary>
/// What a pickle may ask for beyond plain values, and what each stands for here: values that are built by this reader itself.
/// Names are compared with a list, never looked up; nothing is called. Every refusal is a <see cref="FormatException"/>, or a
/// <see cref="NotSupportedException"/> where the file may be sound, whose message ends a sentence.
/// </summary>
internal interface IPickleVocabulary
{
    /// <summary>The newest protocol that its pickles are written in, from 2 on.</summary>
    int NewestProtocol { get; }

    /// <summary>A name that the pickle asks for.</summary>
    PickleGlobal Global(string module, string name);

    /// <summary>What a call of a name gives.</summary>
    object Call(object? function, object? arguments);

    /// <summary>What lies outside the pickle under an id.</summary>
    object Storage(object? id);

    /// <summary>Takes what the pickle says of a value after making it.</summary>
    void SetState(object? target, object? state);
}
